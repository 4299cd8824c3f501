"""Leases, what the sender keeps of its messages, audit seals, jobs, files, reminders."""

from bot.storage.script import script

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    script("""
    CREATE TABLE lease (
        name text PRIMARY KEY,
        owner text NOT NULL,
        epoch bigint NOT NULL,
        expires timestamptz NOT NULL
    );
    CREATE TABLE sending_pause (               -- Telegram asked everybody to wait
        bot_id bigint PRIMARY KEY,
        until timestamptz NOT NULL
    );
    ALTER TABLE dialogue
        ADD COLUMN sending timestamptz,        -- a new message is on its way; left behind by a sender that died
        ADD COLUMN lost integer NOT NULL DEFAULT 0;  -- responses lost: each may have doubled the screen
    ALTER TABLE live_message
        ADD COLUMN body text,                  -- of a notice, as sent (HTML): it stays above the outcome
        ADD COLUMN file_id uuid,               -- the message carries this file
        ADD COLUMN private boolean NOT NULL DEFAULT false,   -- sent protected
        ADD COLUMN contact boolean NOT NULL DEFAULT false;   -- sent with the contact keyboard: cannot be edited
    CREATE INDEX ix_live_message_created ON live_message (created_at);
    CREATE INDEX ix_outbox_done ON outbox (created_at) WHERE state IN ('sent', 'dropped', 'dead');
    CREATE INDEX ix_inbox_done ON inbox (done_at) WHERE state = 'done';

    -- Hints for those who sleep; polling is the truth.
    CREATE FUNCTION machine_wake_sender() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('tereze_send', ''); RETURN NULL; END $$;
    CREATE TRIGGER dialogue_wakes AFTER UPDATE OF wanted ON dialogue FOR EACH ROW
        WHEN (NEW.wanted > OLD.wanted) EXECUTE FUNCTION machine_wake_sender();
    CREATE TRIGGER dialogue_starts AFTER INSERT ON dialogue FOR EACH ROW EXECUTE FUNCTION machine_wake_sender();
    CREATE TRIGGER outbox_wakes AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION machine_wake_sender();

    CREATE TABLE job (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL,
        key text NOT NULL UNIQUE,
        person_id uuid REFERENCES person,      -- for whom, if for somebody
        payload jsonb NOT NULL DEFAULT '{}',
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'working', 'done', 'dead')),
        attempts smallint NOT NULL DEFAULT 0,  -- of the present holder too: an older one can finish nothing
        leased_until timestamptz,
        not_before timestamptz NOT NULL DEFAULT clock_timestamp(),
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        done_at timestamptz,
        incident text,
        error text
    );
    CREATE INDEX ix_job_waiting ON job (not_before) WHERE state IN ('waiting', 'working');
    CREATE FUNCTION machine_wake_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('tereze_job', ''); RETURN NULL; END $$;
    CREATE TRIGGER job_wakes AFTER INSERT ON job FOR EACH STATEMENT EXECUTE FUNCTION machine_wake_jobs();

    CREATE TABLE file_content (
        sha256 bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
        bytes bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 20971520)
    );
    ALTER TABLE file_content ALTER COLUMN bytes SET STORAGE EXTERNAL;  -- documents are packed already
    CREATE TABLE file (
        id uuid PRIMARY KEY,
        owner_kind text,
        owner_id uuid,
        place smallint NOT NULL DEFAULT 0,     -- order among the owner's files
        name text NOT NULL,                    -- cleaned
        mime text,                             -- as declared while quarantined, as found once checked
        kind text,                             -- as found: pdf, jpg, docx …
        size bigint NOT NULL,
        state text NOT NULL DEFAULT 'quarantined' CHECK (state IN ('quarantined', 'checked', 'refused')),
        reason text,                           -- why refused
        sha256 bytea REFERENCES file_content,
        source_bot bigint,
        source_file text,                      -- Telegram's id of what was received; blanked once checked or refused
        maker_person uuid REFERENCES person,
        maker_organisation uuid REFERENCES organisation,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT ck_file_owner CHECK ((owner_kind IS NULL) = (owner_id IS NULL)),
        CONSTRAINT ck_file_checked CHECK (state <> 'checked' OR (sha256 IS NOT NULL AND kind IS NOT NULL)),
        CONSTRAINT ck_file_refused CHECK ((state = 'refused') = (reason IS NOT NULL))
    );
    CREATE INDEX ix_file_owner ON file (owner_kind, owner_id) WHERE owner_id IS NOT NULL;
    CREATE TABLE file_telegram (               -- what was uploaded once is sent by its id
        file_id uuid NOT NULL REFERENCES file ON DELETE CASCADE,
        bot_id bigint NOT NULL,
        telegram_file text NOT NULL,
        PRIMARY KEY (file_id, bot_id)
    );

    ALTER TABLE deadline ADD COLUMN planned integer NOT NULL DEFAULT 0;  -- the version whose reminders are laid out
    CREATE INDEX ix_deadline_unplanned ON deadline (id) WHERE state = 'open' AND planned < version;
    CREATE INDEX ix_deadline_person ON deadline (person_id, due) WHERE state IN ('open', 'paused');
    CREATE TABLE reminder (
        deadline_id uuid NOT NULL REFERENCES deadline ON DELETE CASCADE,
        version integer NOT NULL,              -- of the deadline: a moved one is reminded of anew
        step integer NOT NULL,                 -- days from the last day; before it negative
        at timestamptz NOT NULL,               -- legal time
        done boolean NOT NULL DEFAULT false,
        PRIMARY KEY (deadline_id, version, step)
    );
    CREATE INDEX ix_reminder_due ON reminder (at) WHERE NOT done;

    CREATE TABLE audit_unsealed (              -- filled by trigger, emptied by the sealer
        audit_id bigint PRIMARY KEY,
        xid xid8 NOT NULL
    );
    CREATE TABLE audit_seal (
        position bigint PRIMARY KEY,
        audit_id bigint NOT NULL UNIQUE,
        previous bytea NOT NULL,
        hash bytea NOT NULL
    );
    CREATE FUNCTION audit_queue() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO audit_unsealed SELECT id, xid FROM added; RETURN NULL; END $$;
    CREATE TRIGGER audit_queues AFTER INSERT ON audit REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION audit_queue();
    INSERT INTO audit_unsealed SELECT id, xid FROM audit;
    CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON audit_seal
        FOR EACH ROW EXECUTE FUNCTION audit_refuse();
    CREATE TRIGGER audit_seal_no_truncate BEFORE TRUNCATE ON audit_seal
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
    DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tereze_bot') THEN
            REVOKE UPDATE, DELETE, TRUNCATE ON audit, audit_seal FROM tereze_bot;
        END IF;
    END $$;
    """)


def downgrade() -> None:
    script("""
    DROP TRIGGER audit_queues ON audit; DROP FUNCTION audit_queue();
    DROP TABLE audit_seal; DROP TABLE audit_unsealed; DROP TABLE reminder;
    DROP INDEX ix_deadline_person; DROP INDEX ix_deadline_unplanned; ALTER TABLE deadline DROP COLUMN planned;
    DROP TABLE file_telegram; DROP TABLE file; DROP TABLE file_content;
    DROP TABLE job; DROP FUNCTION machine_wake_jobs();
    DROP TRIGGER outbox_wakes ON outbox;
    DROP TRIGGER dialogue_starts ON dialogue; DROP TRIGGER dialogue_wakes ON dialogue;
    DROP FUNCTION machine_wake_sender();
    DROP INDEX ix_inbox_done; DROP INDEX ix_outbox_done; DROP INDEX ix_live_message_created;
    ALTER TABLE live_message DROP COLUMN body, DROP COLUMN file_id, DROP COLUMN private, DROP COLUMN contact;
    ALTER TABLE dialogue DROP COLUMN sending, DROP COLUMN lost;
    DROP TABLE sending_pause; DROP TABLE lease;
    """)
