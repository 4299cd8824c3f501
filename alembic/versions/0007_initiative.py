"""Initiatives (M1.6, M1.7)."""

from bot.storage.script import script

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    script("""
    CREATE TABLE initiative_counter (year integer PRIMARY KEY, counted integer NOT NULL);
    CREATE TABLE initiative (
        id uuid PRIMARY KEY,
        number text NOT NULL CONSTRAINT uq_initiative_number UNIQUE,
        company uuid NOT NULL REFERENCES company,
        meeting uuid REFERENCES meeting,
        maker uuid NOT NULL REFERENCES organisation,
        author uuid NOT NULL REFERENCES person,
        made_at timestamptz NOT NULL,
        title text NOT NULL,
        description text NOT NULL,
        sector text NOT NULL,
        region text NOT NULL,
        amount numeric,
        currency text,
        jobs integer CONSTRAINT ck_initiative_jobs CHECK (jobs >= 0),
        needs text NOT NULL DEFAULT '',
        expectations text NOT NULL DEFAULT '',
        search text NOT NULL DEFAULT '',
        since timestamptz NOT NULL,
        state text NOT NULL CONSTRAINT ck_initiative_state CHECK (state IN ('made', 'passed', 'appointed')),
        akimat uuid REFERENCES organisation,
        kyc uuid REFERENCES kyc_case,
        passed_at timestamptz,
        passed_by uuid REFERENCES person,
        opened_at timestamptz,
        opened_by uuid REFERENCES person,
        official uuid REFERENCES person,
        asked_by uuid REFERENCES person,
        asked_at timestamptz,
        asked_reason text NOT NULL DEFAULT '',
        allowed_by uuid REFERENCES person,
        allowed_at timestamptz,
        allowed_reason text NOT NULL DEFAULT '',
        edition text NOT NULL DEFAULT '',
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT ck_initiative_cost CHECK ((amount IS NULL) = (currency IS NULL) AND amount >= 0),
        CONSTRAINT ck_initiative_passed CHECK (
            (state = 'made') = (akimat IS NULL) AND (akimat IS NULL) = (passed_at IS NULL)
            AND (akimat IS NULL OR kyc IS NOT NULL OR allowed_by IS NOT NULL)
        )
    );
    CREATE INDEX ix_initiative_maker ON initiative (maker, since DESC);
    CREATE INDEX ix_initiative_region ON initiative (region, since DESC) WHERE akimat IS NOT NULL;
    CREATE INDEX ix_initiative_company ON initiative (company);
    CREATE INDEX ix_initiative_meeting ON initiative (meeting);
    """)


def downgrade() -> None:
    script("DROP TABLE initiative; DROP TABLE initiative_counter;")
