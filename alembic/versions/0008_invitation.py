"""Invitations and sign-in (A3)."""

from bot.storage.script import script

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    script("""
    ALTER TABLE organisation ADD COLUMN version integer NOT NULL DEFAULT 1;
    CREATE TABLE invitation (
        id uuid PRIMARY KEY,
        code_hash bytea NOT NULL,             -- SHA-256; the code itself is kept nowhere
        organisation_id uuid NOT NULL REFERENCES organisation,
        role text NOT NULL CHECK (role IN ('head', 'officer', 'observer')),
        name text NOT NULL,
        phone text,
        person_id uuid REFERENCES person,     -- an existing person who is to be bound to another account
        inviter_id uuid NOT NULL REFERENCES person,
        made_at timestamptz NOT NULL,         -- legal time, as the expiry
        expires_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'used', 'revoked')),
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT uq_invitation_code_hash UNIQUE (code_hash)
    );
    CREATE INDEX ix_invitation_open ON invitation (organisation_id) WHERE state = 'open';
    CREATE INDEX ix_invitation_inviter_id ON invitation (inviter_id) WHERE state = 'open';
    CREATE TABLE claim (
        id uuid PRIMARY KEY,
        invitation_id uuid NOT NULL REFERENCES invitation,
        telegram_id bigint NOT NULL,
        name text NOT NULL,
        phone text NOT NULL,
        language text NOT NULL CHECK (language IN ('ru', 'kk', 'en')),
        made_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'admitted', 'refused')),
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT uq_claim_invitation_id_telegram_id UNIQUE (invitation_id, telegram_id)
    );
    CREATE TABLE door_failure (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        telegram_id bigint NOT NULL,
        at timestamptz NOT NULL
    );
    CREATE INDEX ix_door_failure_telegram_id_at ON door_failure (telegram_id, at);
    """)


def downgrade() -> None:
    script("""
    DROP TABLE door_failure; DROP TABLE claim; DROP TABLE invitation; ALTER TABLE organisation DROP COLUMN version;
    """)
