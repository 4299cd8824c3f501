"""The machine: inbox, dialogue, live messages, drafts, outbox, deadlines, audit, the legal clock."""

from bot.storage.script import script

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    script("""
    CREATE TABLE legal_clock (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        shift interval NOT NULL DEFAULT interval '0' CHECK (shift >= interval '0')
    );
    INSERT INTO legal_clock DEFAULT VALUES;

    CREATE TABLE inbox (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        bot_id bigint NOT NULL,
        update_id bigint NOT NULL,
        hash bytea NOT NULL,
        sender bigint NOT NULL,               -- whose queue: the Telegram user, else the chat, else 0
        chat_id bigint,                       -- the private chat it came from, if any
        kind text NOT NULL,                   -- the update's type; 'unreadable' if none
        token text,                           -- of the live message, for a press
        payload text,                         -- raw JSON as text (jsonb refuses NUL); blanked when done
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dead')),
        attempts smallint NOT NULL DEFAULT 0,
        not_before timestamptz NOT NULL DEFAULT clock_timestamp(),
        received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        done_at timestamptz,
        incident text,
        error text,
        CONSTRAINT uq_inbox_update UNIQUE (bot_id, update_id)
    );
    CREATE INDEX ix_inbox_queue ON inbox (sender, seq) WHERE state = 'waiting';
    CREATE INDEX ix_inbox_waiting ON inbox (seq) WHERE state = 'waiting';
    CREATE INDEX ix_inbox_dead ON inbox (done_at) WHERE state = 'dead';
    CREATE TABLE inbox_conflict (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        bot_id bigint NOT NULL, update_id bigint NOT NULL, hash bytea NOT NULL, payload text,
        received_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );

    CREATE TABLE draft (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES person,
        form text NOT NULL,
        version integer NOT NULL,
        answers jsonb NOT NULL DEFAULT '{}',
        context jsonb NOT NULL DEFAULT '{}',
        aside jsonb NOT NULL DEFAULT '{}',
        cursor jsonb NOT NULL DEFAULT '{}',
        revision integer NOT NULL DEFAULT 0,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE INDEX ix_draft_person ON draft (person_id, updated_at DESC);

    CREATE TABLE dialogue (
        bot_id bigint NOT NULL,
        chat_id bigint NOT NULL,
        telegram_id bigint NOT NULL,
        place jsonb NOT NULL,                 -- codec form of the place
        stack jsonb NOT NULL DEFAULT '[]',    -- places before, at most 10, oldest first
        note text,                            -- one line (HTML) above the screen
        draft_id uuid REFERENCES draft ON DELETE SET NULL,
        fsm jsonb NOT NULL DEFAULT '{}',      -- aiogram's FSM storage is a view of this
        pending jsonb,                        -- the deed that waits for a PIN
        pin_until timestamptz,                -- machine time until which the PIN counts as fresh
        guest_language text,
        wanted integer NOT NULL DEFAULT 0,    -- version the person should see
        shown integer NOT NULL DEFAULT 0,     -- version last delivered
        below boolean NOT NULL DEFAULT false, -- the next projection is a new message (something was typed)
        answered text,                        -- «question ✓ answer» (HTML) for the message left above
        message_id bigint,                    -- of the live screen
        token text,                           -- of the live screen
        screen_hash bytea,                    -- of what was delivered
        failures smallint NOT NULL DEFAULT 0,
        not_before timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (bot_id, chat_id)
    );
    CREATE INDEX ix_dialogue_behind ON dialogue (not_before) WHERE wanted > shown;

    CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text NOT NULL UNIQUE,
        person_id uuid REFERENCES person,     -- to whom; or, for a guest:
        telegram_id bigint,
        notice jsonb NOT NULL,                -- codec form of the notice
        about_kind text NOT NULL,
        about_id uuid NOT NULL,
        priority smallint NOT NULL DEFAULT 1, -- 1 notices, 2 bulk
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'dropped', 'dead')),
        reason text,                          -- why dropped or dead
        attempts smallint NOT NULL DEFAULT 0,
        lost smallint NOT NULL DEFAULT 0,     -- responses lost: each may have doubled the message
        not_before timestamptz NOT NULL DEFAULT clock_timestamp(),
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        sent_at timestamptz,
        bot_id bigint,
        chat_id bigint,
        message_id bigint,
        CHECK (person_id IS NOT NULL OR telegram_id IS NOT NULL)
    );
    CREATE INDEX ix_outbox_waiting ON outbox (priority, not_before) WHERE state IN ('waiting', 'sending');
    CREATE INDEX ix_outbox_about ON outbox (about_kind, about_id);

    CREATE TABLE live_message (
        token text PRIMARY KEY,
        bot_id bigint NOT NULL,
        chat_id bigint NOT NULL,
        kind text NOT NULL CHECK (kind IN ('screen', 'notice')),
        outbox_id bigint REFERENCES outbox,   -- for a notice
        message_id bigint,
        place jsonb,                          -- of the screen shown
        version integer NOT NULL DEFAULT 0,
        next_index integer NOT NULL DEFAULT 0,
        meanings jsonb NOT NULL DEFAULT '{}', -- index → {"p": codec form of the press, "v": version it was last shown in}
        last_pressed integer,                 -- index of the last successful deed
        closed boolean NOT NULL DEFAULT false,-- settled: the buttons are to go
        outcome text,                         -- a notice's line of outcome (HTML)
        stale boolean NOT NULL DEFAULT false, -- the message must be edited (closed or outcome) by the sender
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE INDEX ix_live_message_stale ON live_message (created_at) WHERE stale;
    CREATE INDEX ix_live_message_outbox ON live_message (outbox_id) WHERE outbox_id IS NOT NULL;

    CREATE TABLE deadline (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL,
        clause text NOT NULL,
        legal boolean NOT NULL,
        subject_kind text NOT NULL,
        subject_id uuid NOT NULL,
        organisation_id uuid NOT NULL REFERENCES organisation,
        person_id uuid REFERENCES person,
        due date NOT NULL,
        nominal date NOT NULL,
        instant timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paused', 'met', 'cancelled')),
        note text NOT NULL DEFAULT '',
        edition text NOT NULL DEFAULT '',
        version integer NOT NULL DEFAULT 1,
        opened_at timestamptz NOT NULL,       -- legal time
        closed_at timestamptz
    );
    CREATE UNIQUE INDEX uq_deadline_open ON deadline (kind, subject_kind, subject_id) WHERE state IN ('open', 'paused');
    CREATE INDEX ix_deadline_open ON deadline (organisation_id, due) WHERE state = 'open';

    CREATE TABLE audit (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),  -- machine time
        legal_at timestamptz,
        person_id uuid, organisation_id uuid, telegram_id bigint,
        act text NOT NULL,
        subject_kind text NOT NULL, subject_id uuid,
        before jsonb, after jsonb,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id()
    );
    CREATE INDEX ix_audit_subject ON audit (subject_kind, subject_id);
    CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the audit is append-only (A4)'; END $$;
    CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
        FOR EACH ROW EXECUTE FUNCTION audit_refuse();
    CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
    """)


def downgrade() -> None:
    script("""
    DROP TABLE audit; DROP FUNCTION audit_refuse(); DROP TABLE deadline; DROP TABLE live_message; DROP TABLE outbox;
    DROP TABLE dialogue; DROP TABLE draft; DROP TABLE inbox_conflict; DROP TABLE inbox; DROP TABLE legal_clock;
    """)
