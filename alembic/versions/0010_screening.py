"""Sanctions lists: versions, entries with the versions they stood in, and imports (M1.2)."""

from bot.storage.script import script

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    script("""
    CREATE TABLE screening_list (              -- a version of a list, never changed once taken
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        source text NOT NULL,                  -- «ofac», «un», «opensanctions», «plain:refused partners»
        format text NOT NULL,
        sha256 text NOT NULL,
        published text NOT NULL,               -- the list's own date, where it bears one
        files text[] NOT NULL,
        entries integer NOT NULL,
        names integer NOT NULL,
        added integer NOT NULL,
        changed integer NOT NULL,
        gone integer NOT NULL,
        taken_at timestamptz NOT NULL,
        taken_by uuid REFERENCES person        -- null: by the command
    );
    CREATE INDEX ix_screening_list_source ON screening_list (source, number DESC);

    CREATE TABLE screening_entry (             -- stands from version `since` until it is changed or gone
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        source text NOT NULL,
        key text NOT NULL,
        fingerprint text NOT NULL,
        body jsonb NOT NULL,
        identifiers text[] NOT NULL,
        since bigint NOT NULL REFERENCES screening_list,
        until bigint REFERENCES screening_list
    );
    CREATE UNIQUE INDEX uq_screening_entry_standing ON screening_entry (source, key) WHERE until IS NULL;
    CREATE INDEX ix_screening_entry_identifiers ON screening_entry USING gin (identifiers) WHERE until IS NULL;
    CREATE INDEX ix_screening_entry_since ON screening_entry (since);
    CREATE INDEX ix_screening_entry_until ON screening_entry (until) WHERE until IS NOT NULL;

    CREATE TABLE screening_import (
        id uuid PRIMARY KEY,
        person uuid REFERENCES person,
        made_at timestamptz NOT NULL,
        files jsonb NOT NULL,
        state text NOT NULL CONSTRAINT ck_screening_import_state
            CHECK (state IN ('collecting', 'reading', 'taken', 'same', 'refused', 'doubtful', 'dropped')),
        outcome jsonb NOT NULL DEFAULT '{}',
        list bigint REFERENCES screening_list,
        version integer NOT NULL DEFAULT 1
    );
    CREATE INDEX ix_screening_import_made ON screening_import (made_at DESC);

    CREATE TABLE screening_staging (           -- what is being read, until it is taken whole or thrown away
        import uuid NOT NULL REFERENCES screening_import ON DELETE CASCADE,
        key text NOT NULL,
        fingerprint text NOT NULL,
        body jsonb NOT NULL,
        identifiers text[] NOT NULL,
        PRIMARY KEY (import, key)
    );
    """)


def downgrade() -> None:
    script("""
    DROP TABLE screening_staging;
    DROP TABLE screening_import;
    DROP TABLE screening_entry;
    DROP TABLE screening_list;
    """)
