"""Projects with their passports, their decisions, and the history of what was changed in them (M2.1–M2.4)."""

from bot.storage.script import script

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    script("""
    CREATE TABLE project_counter (year integer PRIMARY KEY, counted integer NOT NULL);
    CREATE TABLE project (
        id uuid PRIMARY KEY,
        number text NOT NULL CONSTRAINT uq_project_number UNIQUE,
        company uuid NOT NULL REFERENCES company,
        initiative uuid REFERENCES initiative,
        initiator uuid NOT NULL REFERENCES organisation,
        author uuid NOT NULL REFERENCES person,
        submitted_at timestamptz NOT NULL,
        akimat uuid NOT NULL REFERENCES organisation,
        official uuid REFERENCES person,
        title text NOT NULL,
        description text NOT NULL,
        bin text NOT NULL CONSTRAINT ck_project_bin CHECK (bin ~ '^[0-9]{12}$'),
        sector text NOT NULL,
        region text NOT NULL,
        other_regions text[] NOT NULL DEFAULT '{}',
        amount numeric NOT NULL CONSTRAINT ck_project_amount CHECK (amount > 0),
        currency text NOT NULL,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        contract text NOT NULL DEFAULT '',      -- number of the investment contract; empty: none
        contract_on date,
        contract_until date,
        search text NOT NULL DEFAULT '',
        since timestamptz NOT NULL,             -- when it came into the present state
        facts jsonb NOT NULL DEFAULT '{}',      -- the rest of the passport (п. 47)
        state text NOT NULL CONSTRAINT ck_project_state
            CHECK (state IN ('without_roadmap', 'with_roadmap', 'validation', 'aftercare', 'excluded', 'completed')),
        pool text NOT NULL CONSTRAINT ck_project_pool CHECK (pool IN ('regional', 'national')),
        pool_decision jsonb NOT NULL DEFAULT '{}',
        corridor boolean NOT NULL DEFAULT false,
        score jsonb NOT NULL DEFAULT '{}',
        task_force boolean NOT NULL DEFAULT false,
        suspended boolean NOT NULL DEFAULT false,
        roadmap_sent_at timestamptz,            -- the first sending to NC: meets the term of п. 48
        parties uuid[] NOT NULL DEFAULT '{}',
        edition text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT ck_project_dates CHECK (starts_on <= ends_on),
        CONSTRAINT ck_project_contract CHECK ((contract = '') = (contract_on IS NULL)),
        CONSTRAINT ck_project_contract_term CHECK (contract_until IS NULL OR contract_until >= contract_on),
        CONSTRAINT ck_project_corridor CHECK (pool = 'national' OR NOT corridor),
        CONSTRAINT ck_project_task_force CHECK (corridor OR NOT task_force)
    );
    CREATE UNIQUE INDEX uq_project_initiative ON project (initiative) WHERE initiative IS NOT NULL;
    CREATE INDEX ix_project_company ON project (company);
    CREATE INDEX ix_project_initiator ON project (initiator);
    CREATE INDEX ix_project_akimat ON project (akimat, state);
    CREATE INDEX ix_project_official ON project (official) WHERE official IS NOT NULL;
    CREATE INDEX ix_project_region ON project (region, state);
    CREATE INDEX ix_project_sector ON project (sector, state);
    CREATE INDEX ix_project_other_regions ON project USING gin (other_regions) WHERE other_regions <> '{}';
    CREATE INDEX ix_project_parties ON project USING gin (parties);

    CREATE TABLE project_change (
        id uuid PRIMARY KEY,
        project uuid NOT NULL REFERENCES project,
        counted integer NOT NULL,               -- 1, 2, 3… within the project
        made_by uuid NOT NULL REFERENCES person,
        organisation uuid NOT NULL REFERENCES organisation,
        made_at timestamptz NOT NULL,
        state text NOT NULL CONSTRAINT ck_project_change_state
            CHECK (state IN ('made', 'asked', 'approved', 'refused', 'withdrawn')),
        reason text NOT NULL DEFAULT '',
        changes jsonb NOT NULL,                 -- by field: the value before and the value after
        outcome jsonb NOT NULL DEFAULT '{}',    -- what became of the pool, the corridor, Task Force
        decided_by uuid REFERENCES person,
        decided_at timestamptz,
        remarks text NOT NULL DEFAULT '',
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT uq_project_change_counted UNIQUE (project, counted),
        CONSTRAINT ck_project_change_decided CHECK ((state IN ('made', 'asked')) = (decided_by IS NULL)
            AND (decided_by IS NULL) = (decided_at IS NULL))
    );
    CREATE UNIQUE INDEX uq_project_change_asked ON project_change (project) WHERE state = 'asked';
    """)


def downgrade() -> None:
    script("DROP TABLE project_change; DROP TABLE project; DROP TABLE project_counter;")
