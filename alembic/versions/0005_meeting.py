"""Meetings and agreements (M1.3)."""

from bot.storage.script import script

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    script("""
    CREATE TABLE meeting (
        id uuid PRIMARY KEY,
        company uuid NOT NULL REFERENCES company,
        maker uuid NOT NULL REFERENCES organisation,
        author uuid NOT NULL REFERENCES person,
        made_at timestamptz NOT NULL,
        day date NOT NULL,
        place text NOT NULL,
        event text NOT NULL DEFAULT '',
        ours text NOT NULL DEFAULT '',
        contacts uuid[] NOT NULL DEFAULT '{}',
        theirs text NOT NULL DEFAULT '',
        subject text NOT NULL,
        key_points text NOT NULL,
        project_sector text NOT NULL DEFAULT '',
        project_amount numeric,
        project_currency text,
        project_region text NOT NULL DEFAULT '',
        project_jobs integer CONSTRAINT ck_meeting_jobs CHECK (project_jobs >= 0),
        project_parameters text NOT NULL DEFAULT '',
        expectations text NOT NULL DEFAULT '',
        search text NOT NULL DEFAULT '',
        regions text[] NOT NULL DEFAULT '{}',
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT ck_meeting_cost CHECK ((project_amount IS NULL) = (project_currency IS NULL) AND project_amount >= 0)
    );
    CREATE INDEX ix_meeting_day ON meeting (day DESC, id);
    CREATE INDEX ix_meeting_company ON meeting (company, day DESC);
    CREATE INDEX ix_meeting_maker ON meeting (maker, day DESC);
    CREATE INDEX ix_meeting_regions ON meeting USING gin (regions);
    CREATE TABLE agreement (
        id uuid PRIMARY KEY,
        meeting uuid NOT NULL REFERENCES meeting,
        what text NOT NULL,
        side text NOT NULL CONSTRAINT ck_agreement_side CHECK (side IN ('ours', 'investor')),
        who text NOT NULL DEFAULT '',
        person uuid NOT NULL REFERENCES person,
        by_day date NOT NULL,
        state text NOT NULL DEFAULT 'open' CONSTRAINT ck_agreement_state CHECK (state IN ('open', 'done', 'dropped')),
        closed_at timestamptz,
        version integer NOT NULL DEFAULT 1
    );
    CREATE INDEX ix_agreement_meeting ON agreement (meeting, by_day);
    """)


def downgrade() -> None:
    script("DROP TABLE agreement; DROP TABLE meeting;")
