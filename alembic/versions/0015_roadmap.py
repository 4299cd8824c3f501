"""Roadmaps and their tasks (M2.5–M2.8)."""

from bot.storage.script import script

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    script("""
    CREATE TABLE roadmap (                      -- a row for every version
        id uuid PRIMARY KEY,
        project uuid NOT NULL REFERENCES project,
        number integer NOT NULL,                -- 1, 2, 3… within the project
        state text NOT NULL CONSTRAINT ck_roadmap_state
            CHECK (state IN ('draft', 'submitted', 'approved', 'rejected', 'replaced', 'dropped')),
        amends boolean NOT NULL,                -- changes an approved one: the UO decides (п. 57), else NC (п. 50)
        ground text NOT NULL DEFAULT '' CONSTRAINT ck_roadmap_ground
            CHECK (ground IN ('', 'investor', 'deviation')),
        reason text NOT NULL DEFAULT '',        -- why it is changed
        plan jsonb NOT NULL,                    -- its tasks, with ids that stay the same in later versions
        agreed jsonb NOT NULL DEFAULT '[]',     -- who said yes to the dates (п. 48.1)
        made_by uuid NOT NULL REFERENCES person,
        made_at timestamptz NOT NULL,
        submitted_by uuid REFERENCES person,
        submitted_at timestamptz,
        decided_by uuid REFERENCES person,
        decided_at timestamptz,
        decision text NOT NULL DEFAULT '',      -- the deciding body's words on the whole
        remarks jsonb NOT NULL DEFAULT '{}',    -- and on single tasks, by their id
        edition text NOT NULL DEFAULT '',
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT uq_roadmap_number UNIQUE (project, number),
        CONSTRAINT ck_roadmap_amends CHECK (amends = (ground <> '')),
        CONSTRAINT ck_roadmap_submitted CHECK (state IN ('draft', 'dropped') OR submitted_at IS NOT NULL),
        CONSTRAINT ck_roadmap_decided CHECK ((state IN ('approved', 'rejected', 'replaced')) = (decided_at IS NOT NULL)
            AND (decided_at IS NULL) = (decided_by IS NULL))
    );
    CREATE UNIQUE INDEX uq_roadmap_under_way ON roadmap (project) WHERE state IN ('draft', 'submitted');
    CREATE UNIQUE INDEX uq_roadmap_approved ON roadmap (project) WHERE state = 'approved';
    CREATE INDEX ix_roadmap_submitted ON roadmap (amends, submitted_at) WHERE state = 'submitted';

    CREATE TABLE roadmap_sheet (                -- a filled-in table that somebody sent
        id uuid PRIMARY KEY,
        roadmap uuid NOT NULL REFERENCES roadmap,
        person uuid NOT NULL REFERENCES person,
        sent_at timestamptz NOT NULL,
        name text NOT NULL,
        source text NOT NULL,                   -- where the machine fetches it: «bot id:Telegram's file id»
        state text NOT NULL CONSTRAINT ck_roadmap_sheet_state
            CHECK (state IN ('reading', 'ready', 'faulty', 'refused', 'taken')),
        outcome jsonb NOT NULL DEFAULT '{}',    -- the tasks that were read, or what is wrong with them
        version integer NOT NULL DEFAULT 1
    );
    CREATE INDEX ix_roadmap_sheet_roadmap ON roadmap_sheet (roadmap);

    CREATE TABLE task (                         -- tasks of approved roadmaps; others have none yet
        id uuid PRIMARY KEY,
        project uuid NOT NULL REFERENCES project,
        akimat uuid NOT NULL REFERENCES organisation,
        region text NOT NULL,
        sector text NOT NULL,
        official uuid REFERENCES person,
        stage text NOT NULL CONSTRAINT ck_task_stage
            CHECK (stage IN ('pre_investment', 'investment', 'post_investment')),
        position integer NOT NULL,
        title text NOT NULL,                    -- typed; «:feasibility» is a standard task (handlers.words.tasks)
        starts_on date NOT NULL,
        due date NOT NULL,
        result text NOT NULL,
        measure text NOT NULL DEFAULT '',
        risk text NOT NULL DEFAULT '',
        mitigation text NOT NULL DEFAULT '',
        party text NOT NULL CONSTRAINT ck_task_party CHECK (party IN ('investor', 'state_body', 'contractor')),
        organisation uuid REFERENCES organisation,
        who text NOT NULL DEFAULT '',           -- the party's name, where it is no organisation of Tereze
        progress integer NOT NULL DEFAULT 0 CONSTRAINT ck_task_progress CHECK (progress BETWEEN 0 AND 100),
        done_on date,
        suspended boolean NOT NULL DEFAULT false,
        ranked boolean NOT NULL,                -- national pool: counts in the rating of regions (M2.9)
        corridor boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT ck_task_dates CHECK (starts_on <= due),
        CONSTRAINT ck_task_done CHECK (done_on IS NULL OR progress = 100)
    );
    CREATE INDEX ix_task_project ON task (project);
    CREATE INDEX ix_task_official ON task (official, due) WHERE done_on IS NULL;
    CREATE INDEX ix_task_akimat ON task (akimat, due) WHERE done_on IS NULL;
    CREATE INDEX ix_task_region ON task (region, due) WHERE done_on IS NULL;
    CREATE INDEX ix_task_organisation ON task (organisation, due) WHERE done_on IS NULL AND organisation IS NOT NULL;

    CREATE TABLE task_due (                     -- a moved date counts from its day; past overdue days stay (M2.7)
        task uuid NOT NULL REFERENCES task ON DELETE CASCADE,
        since date NOT NULL,
        due date NOT NULL,
        PRIMARY KEY (task, since)
    );

    CREATE TABLE task_step (                    -- what was said of its progress, and by whom
        task uuid NOT NULL REFERENCES task ON DELETE CASCADE,
        counted integer NOT NULL,
        at timestamptz NOT NULL,
        person uuid NOT NULL REFERENCES person,
        organisation uuid NOT NULL REFERENCES organisation,
        progress integer NOT NULL,
        note text NOT NULL DEFAULT '',
        PRIMARY KEY (task, counted)
    );

    -- What a task repeats of its project, so that panels and ratings read one table, follows the project by itself.
    CREATE FUNCTION task_follows_project() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE task SET akimat = NEW.akimat, region = NEW.region, sector = NEW.sector, official = NEW.official,
            ranked = NEW.pool = 'national', corridor = NEW.corridor
        WHERE project = NEW.id;
        RETURN NULL;
    END $$;
    CREATE TRIGGER task_follows_project AFTER UPDATE OF akimat, region, sector, official, pool, corridor ON project
        FOR EACH ROW WHEN ((OLD.akimat, OLD.region, OLD.sector, OLD.official, OLD.pool, OLD.corridor) IS DISTINCT FROM
            (NEW.akimat, NEW.region, NEW.sector, NEW.official, NEW.pool, NEW.corridor))
        EXECUTE FUNCTION task_follows_project();
    """)


def downgrade() -> None:
    script("""
    DROP TRIGGER task_follows_project ON project;
    DROP FUNCTION task_follows_project();
    DROP TABLE task_step; DROP TABLE task_due; DROP TABLE task; DROP TABLE roadmap_sheet; DROP TABLE roadmap;
    """)
