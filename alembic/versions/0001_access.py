"""Organisations, people, accounts, invitations (A1–A3)."""

from bot.storage.script import script

revision = "0001"
down_revision = None


def upgrade() -> None:
    script("""
    CREATE TABLE organisation (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        name_ru text NOT NULL, name_kk text NOT NULL, name_en text NOT NULL,
        countries text[] NOT NULL DEFAULT '{}',
        regions text[] NOT NULL DEFAULT '{}',
        sectors text[] NOT NULL DEFAULT '{}',
        zone text NOT NULL DEFAULT 'Asia/Almaty',
        active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE TABLE person (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisation,
        role text NOT NULL CHECK (role IN ('head', 'officer', 'observer')),
        name text NOT NULL,
        phone text,
        language text CHECK (language IN ('ru', 'kk', 'en')),
        zone text,
        state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'blocked', 'left')),
        pin_hash text,
        pin_failures smallint NOT NULL DEFAULT 0,
        pin_locked_until timestamptz,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE INDEX ix_person_organisation ON person (organisation_id);
    CREATE TABLE account (
        telegram_id bigint PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES person,
        reachable boolean NOT NULL DEFAULT true,
        bound_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE UNIQUE INDEX uq_account_person ON account (person_id);
    """)


def downgrade() -> None:
    script("DROP TABLE account; DROP TABLE person; DROP TABLE organisation;")
