"""Companies and contacts (M1.1)."""

from bot.storage.script import script

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    script("""
    CREATE TABLE company (
        id uuid PRIMARY KEY,
        maker uuid NOT NULL REFERENCES organisation,
        author uuid NOT NULL REFERENCES person,
        made_at timestamptz NOT NULL,
        legal_name text NOT NULL CONSTRAINT ck_company_legal_name CHECK (legal_name <> ''),
        short_name text NOT NULL DEFAULT '',
        country text NOT NULL CONSTRAINT ck_company_country CHECK (country ~ '^[A-Z]{2}$'),
        sector text NOT NULL,
        people text,
        turnover text,
        site text NOT NULL DEFAULT '',
        registration_number text NOT NULL DEFAULT '',
        parent text NOT NULL DEFAULT '',
        global_2000 boolean NOT NULL DEFAULT false,
        notes text NOT NULL DEFAULT '',
        key text NOT NULL,
        search text NOT NULL,
        sort text NOT NULL,
        bones text[] NOT NULL DEFAULT '{}',
        regions text[] NOT NULL DEFAULT '{}',
        version integer NOT NULL DEFAULT 1
    );
    CREATE INDEX ix_company_key ON company (key);
    CREATE INDEX ix_company_sort ON company (sort, id);
    CREATE INDEX ix_company_country ON company (country, sort, id);
    CREATE INDEX ix_company_maker ON company (maker, sort, id);
    CREATE INDEX ix_company_bones ON company USING gin (bones);
    CREATE INDEX ix_company_regions ON company USING gin (regions);
    CREATE TABLE contact (
        id uuid PRIMARY KEY,
        company uuid NOT NULL REFERENCES company,
        maker uuid NOT NULL REFERENCES organisation,
        author uuid NOT NULL REFERENCES person,
        made_at timestamptz NOT NULL,
        name text NOT NULL CONSTRAINT ck_contact_name CHECK (name <> ''),
        position text NOT NULL DEFAULT '',
        phones text[] NOT NULL DEFAULT '{}',
        mails text[] NOT NULL DEFAULT '{}',
        languages text[] NOT NULL DEFAULT '{}',
        channel text,
        notes text NOT NULL DEFAULT '',
        search text NOT NULL,
        version integer NOT NULL DEFAULT 1
    );
    CREATE INDEX ix_contact_company ON contact (company, name);
    """)


def downgrade() -> None:
    script("DROP TABLE contact; DROP TABLE company;")
