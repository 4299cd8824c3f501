"""The machine: inbox, dialogue, live messages, drafts, outbox, deadlines, audit, the legal clock."""

from bot.storage.script import script

revision = "0002"
down_revision = "0001"

FUNCTIONS = r"""
    -- A raw update, written in one statement. 'new'; 'repeat': the same bytes again; 'conflict': another body under a
    -- known update id, kept apart and audited (attack 9). The notification is a hint, sent with the commit.
    CREATE FUNCTION machine_receive(p_bot bigint, p_update bigint, p_hash bytea, p_sender bigint, p_chat bigint,
                                    p_kind text, p_token text, p_payload text, OUT verdict text, OUT row_seq bigint)
    LANGUAGE plpgsql AS $$
    DECLARE known bytea;
    BEGIN
        INSERT INTO inbox (bot_id, update_id, hash, sender, chat_id, kind, token, payload)
        VALUES (p_bot, p_update, p_hash, p_sender, p_chat, p_kind, p_token, p_payload)
        ON CONFLICT (bot_id, update_id) DO NOTHING RETURNING seq INTO row_seq;
        IF FOUND THEN
            PERFORM pg_notify('tereze_inbox', '');
            verdict := 'new';
            RETURN;
        END IF;
        SELECT i.hash, i.seq INTO known, row_seq FROM inbox i WHERE i.bot_id = p_bot AND i.update_id = p_update;
        IF known = p_hash THEN
            verdict := 'repeat';
            RETURN;
        END IF;
        INSERT INTO inbox_conflict (bot_id, update_id, hash, payload) VALUES (p_bot, p_update, p_hash, p_payload);
        INSERT INTO audit (telegram_id, act, subject_kind, after)
        VALUES (nullif(p_sender, 0), 'update.conflict', 'update', jsonb_build_object('update_id', p_update));
        verdict := 'conflict';
    END $$;

    -- The head of one person's queue, locked: the lock is the lease. Everything the update needs comes with it.
    -- The inner statement reads after the lock, so it sees what this person's update before has committed.
    CREATE FUNCTION machine_claim(p_bot bigint, p_seq bigint DEFAULT NULL)
    RETURNS TABLE (seq bigint, sender bigint, chat_id bigint, kind text, token text, payload text, attempts smallint,
                   age double precision, person jsonb, dialogue jsonb, draft jsonb, live jsonb,
                   machine_now timestamptz, legal_now timestamptz, more boolean)
    LANGUAGE plpgsql AS $$
    #variable_conflict use_column
    DECLARE c inbox%ROWTYPE;
    BEGIN
        IF p_seq IS NULL THEN
            SELECT i.* INTO c FROM inbox i
            WHERE i.bot_id = p_bot AND i.state = 'waiting' AND i.not_before <= clock_timestamp()
              AND i.seq = (SELECT j.seq FROM inbox j
                           WHERE j.bot_id = i.bot_id AND j.sender = i.sender AND j.state = 'waiting'
                           ORDER BY j.seq LIMIT 1)
            ORDER BY i.seq LIMIT 1 FOR UPDATE SKIP LOCKED;
        ELSE
            SELECT i.* INTO c FROM inbox i
            WHERE i.seq = p_seq AND i.state = 'waiting' FOR UPDATE SKIP LOCKED;
        END IF;
        -- Two replicas may commit one person's updates in another order than their numbers: the later one, already in
        -- work, must end before the earlier one begins.
        IF NOT FOUND OR NOT pg_try_advisory_xact_lock(hashint8extended(c.sender, p_bot)) THEN
            RETURN;
        END IF;
        RETURN QUERY
        SELECT c.seq, c.sender, c.chat_id, c.kind, c.token, c.payload, c.attempts,
               extract(epoch FROM clock_timestamp() - c.received_at)::double precision,
               (SELECT jsonb_build_object(
                    'person', p.id, 'organisation', o.id, 'kind', o.kind, 'role', p.role, 'name', p.name,
                    'language', p.language, 'zone', coalesce(p.zone, o.zone), 'active', p.state = 'active' AND o.active,
                    'countries', o.countries, 'regions', o.regions, 'sectors', o.sectors)
                FROM account a JOIN person p ON p.id = a.person_id JOIN organisation o ON o.id = p.organisation_id
                WHERE a.telegram_id = c.sender),
               CASE WHEN d.chat_id IS NOT NULL THEN jsonb_build_object(
                    'place', d.place, 'stack', d.stack, 'fsm', d.fsm, 'pending', d.pending, 'below', d.below,
                    'pin_fresh', coalesce(d.pin_until > clock_timestamp(), false), 'guest_language', d.guest_language,
                    'wanted', d.wanted, 'message_id', d.message_id, 'token', d.token,
                    -- written before the screen goes out, so whoever answers it is never too early
                    'seen', coalesce((SELECT s.place = d.place FROM live_message s WHERE s.token = d.token), true)) END,
               (SELECT to_jsonb(r) FROM draft r WHERE r.id = d.draft_id),
               (SELECT jsonb_build_object(
                    'bot_id', l.bot_id, 'chat_id', l.chat_id, 'kind', l.kind, 'message_id', l.message_id,
                    'place', l.place, 'version', l.version, 'next_index', l.next_index, 'meanings', l.meanings,
                    'last_pressed', l.last_pressed, 'closed', l.closed)
                FROM live_message l WHERE l.token = c.token),
               clock_timestamp(), clock_timestamp() + (SELECT shift FROM legal_clock),
               EXISTS (SELECT FROM inbox i WHERE i.bot_id = p_bot AND i.state = 'waiting' AND i.seq > c.seq)
        FROM (SELECT 1) one LEFT JOIN dialogue d ON d.bot_id = p_bot AND d.chat_id = c.chat_id;
    END $$;

    -- What an act leaves on the desk: settled subjects, audit, deadlines, notices fanned out to active people.
    -- {key, person, organisation, telegram, legal_at, edition, audit[], deadlines[], settled[], posted[]}
    CREATE FUNCTION machine_papers(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE item jsonb; legal_at timestamptz := (p->>'legal_at')::timestamptz;
    BEGIN
        FOR item IN SELECT * FROM jsonb_array_elements(p->'settled') LOOP
            UPDATE outbox SET state = 'dropped', reason = 'settled'
            WHERE about_kind = item->>'kind' AND about_id = (item->>'id')::uuid AND state = 'waiting';
            UPDATE live_message l SET closed = true, stale = true
            FROM outbox o
            WHERE l.outbox_id = o.id AND NOT l.closed
              AND o.about_kind = item->>'kind' AND o.about_id = (item->>'id')::uuid;
        END LOOP;
        IF jsonb_array_length(p->'audit') > 0 THEN
            INSERT INTO audit (legal_at, person_id, organisation_id, telegram_id, act, subject_kind, subject_id,
                               before, after)
            SELECT legal_at, (p->>'person')::uuid, (p->>'organisation')::uuid, (p->>'telegram')::bigint, a->>'act',
                   a->>'kind', (a->>'id')::uuid, nullif(a->'before', 'null'), nullif(a->'after', 'null')
            FROM jsonb_array_elements(p->'audit') WITH ORDINALITY AS each(a, n) ORDER BY n;
        END IF;
        FOR item IN SELECT * FROM jsonb_array_elements(p->'deadlines') LOOP
            IF item->>'change' = 'open' THEN
                INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, person_id, due,
                                      nominal, instant, note, edition, opened_at)
                VALUES (item->>'kind', item->>'clause', (item->>'legal')::boolean, item->>'subject_kind',
                        (item->>'subject_id')::uuid, (item->>'organisation')::uuid, (item->>'person')::uuid,
                        (item->>'due')::date, (item->>'nominal')::date, (item->>'instant')::timestamptz,
                        coalesce(item->>'note', ''), coalesce(p->>'edition', ''), legal_at);
            ELSIF item->>'change' = 'hand' THEN
                UPDATE deadline SET person_id = (item->>'person')::uuid, version = version + 1
                WHERE kind = item->>'kind' AND subject_kind = item->>'subject_kind'
                  AND subject_id = (item->>'subject_id')::uuid AND state IN ('open', 'paused');
                IF NOT FOUND THEN
                    RAISE EXCEPTION 'no open deadline % to hand over', item->>'kind' USING ERRCODE = 'TZ002';
                END IF;
            ELSIF item->>'change' = 'move' THEN
                UPDATE deadline SET due = (item->>'due')::date, nominal = (item->>'nominal')::date,
                       instant = (item->>'instant')::timestamptz,
                       person_id = coalesce((item->>'person')::uuid, person_id), version = version + 1
                WHERE kind = item->>'kind' AND subject_kind = item->>'subject_kind'
                  AND subject_id = (item->>'subject_id')::uuid AND state IN ('open', 'paused');
                IF NOT FOUND THEN
                    RAISE EXCEPTION 'no open deadline % to move', item->>'kind' USING ERRCODE = 'TZ002';
                END IF;
            ELSE
                UPDATE deadline SET state = item->>'state', version = version + 1,
                       closed_at = CASE WHEN item->>'state' IN ('met', 'cancelled') THEN legal_at END
                WHERE kind = item->>'kind' AND subject_kind = item->>'subject_kind'
                  AND subject_id = (item->>'subject_id')::uuid AND state IN ('open', 'paused');
            END IF;
        END LOOP;
        IF jsonb_array_length(p->'posted') > 0 THEN
            INSERT INTO outbox (key, person_id, notice, about_kind, about_id, priority)
            SELECT coalesce(nullif(n->>'key', ''), (p->>'key') || '.' || (place - 1)) || ':' || r.id, r.id,
                   n->'notice', n->>'about_kind', (n->>'about_id')::uuid, coalesce((n->>'priority')::smallint, 1)
            FROM jsonb_array_elements(p->'posted') WITH ORDINALITY AS each(n, place)
            JOIN LATERAL (
                SELECT h.id FROM person h WHERE h.state = 'active'
                   AND h.id IN (SELECT x::uuid FROM jsonb_array_elements_text(n->'people') x)
                UNION SELECT h.id FROM person h WHERE h.state = 'active'
                   AND h.organisation_id = (n->>'organisation')::uuid
                   AND (jsonb_array_length(n->'roles') = 0 OR n->'roles' ? h.role)
                UNION SELECT h.id FROM organisation o JOIN person h ON h.organisation_id = o.id
                WHERE h.state = 'active' AND o.active AND o.kind = n->>'organisation_kind'
            ) r ON r.id IS DISTINCT FROM (n->>'but')::uuid
            WHERE n->>'telegram' IS NULL
            ORDER BY place, r.id
            ON CONFLICT (key) DO NOTHING;
            INSERT INTO outbox (key, telegram_id, notice, about_kind, about_id, priority)
            SELECT coalesce(nullif(n->>'key', ''), (p->>'key') || '.' || (place - 1)) || ':' || (n->>'telegram'),
                   (n->>'telegram')::bigint, n->'notice', n->>'about_kind', (n->>'about_id')::uuid, 1
            FROM jsonb_array_elements(p->'posted') WITH ORDINALITY AS each(n, place)
            WHERE n->>'telegram' IS NOT NULL
            ON CONFLICT (key) DO NOTHING;
        END IF;
    END $$;

    -- The end of an update, in one statement, in the transaction of what it did.
    CREATE FUNCTION machine_finish(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE item jsonb; v_bot bigint := (p->>'bot')::bigint; v_chat bigint := (p->>'chat')::bigint;
    BEGIN
        FOR item IN SELECT * FROM jsonb_array_elements(p->'drafts') LOOP
            IF (item->>'revision')::integer = 0 THEN
                INSERT INTO draft (id, person_id, form, version, answers, context, aside, cursor, revision)
                VALUES ((item->>'id')::uuid, (item->>'person')::uuid, item->>'form', (item->>'version')::integer,
                        item->'answers', item->'context', item->'aside', item->'cursor', 1);
            ELSE
                UPDATE draft SET form = item->>'form', version = (item->>'version')::integer,
                       answers = item->'answers', context = item->'context', aside = item->'aside',
                       cursor = item->'cursor', revision = revision + 1, updated_at = clock_timestamp()
                WHERE id = (item->>'id')::uuid AND person_id = (item->>'person')::uuid
                  AND revision = (item->>'revision')::integer;
                IF NOT FOUND THEN
                    RAISE EXCEPTION 'the draft was saved elsewhere meanwhile' USING ERRCODE = 'TZ001';
                END IF;
            END IF;
        END LOOP;
        item := p->'dialogue';
        IF item IS NOT NULL THEN
            INSERT INTO dialogue AS d (bot_id, chat_id, telegram_id, place, stack, note, draft_id, fsm, pending,
                                       pin_until, guest_language, wanted, below, answered, message_id)
            VALUES (v_bot, v_chat, (p->>'telegram')::bigint, item->'place', item->'stack', item->>'note',
                    (item->>'draft')::uuid, item->'fsm', nullif(item->'pending', 'null'),
                    CASE WHEN (item->>'pin')::boolean THEN clock_timestamp() + interval '10 minutes' END,
                    item->>'guest_language', 1, (item->>'below')::boolean, item->>'answered', NULL)
            ON CONFLICT (bot_id, chat_id) DO UPDATE SET
                telegram_id = excluded.telegram_id, place = excluded.place, stack = excluded.stack,
                note = excluded.note, draft_id = excluded.draft_id, fsm = excluded.fsm, pending = excluded.pending,
                pin_until = coalesce(excluded.pin_until, d.pin_until), guest_language = excluded.guest_language,
                wanted = d.wanted + 1, below = d.below OR excluded.below,
                answered = coalesce(excluded.answered, d.answered),
                message_id = coalesce((item->>'adopt')::bigint, d.message_id), updated_at = clock_timestamp();
        END IF;
        DELETE FROM draft WHERE p->'dropped' @> to_jsonb(id) AND id = ANY (
            SELECT x::uuid FROM jsonb_array_elements_text(p->'dropped') x);
        item := p->'pressed';
        IF item IS NOT NULL THEN
            UPDATE live_message l SET
                last_pressed = (item->>'index')::integer,
                meanings = coalesce((SELECT jsonb_object_agg(m.key, m.value) FROM jsonb_each(l.meanings) m
                                     WHERE NOT item->'deeds' ? (m.value->'p'->>'n')), '{}'),
                closed = l.closed OR l.kind = 'notice',
                stale = l.stale OR l.kind = 'notice',
                outcome = coalesce(item->>'outcome', l.outcome)
            WHERE l.token = item->>'token';
        END IF;
        IF p ? 'forget' THEN
            UPDATE live_message SET place = NULL WHERE token = p->>'forget';
        END IF;
        IF p ? 'language' THEN
            UPDATE person SET language = p->>'language' WHERE id = (p->'papers'->>'person')::uuid;
        END IF;
        IF p ? 'reachable' THEN
            UPDATE account SET reachable = (p->>'reachable')::boolean WHERE telegram_id = (p->>'telegram')::bigint;
        END IF;
        IF p ? 'papers' THEN
            PERFORM machine_papers(p->'papers');
        END IF;
        IF p ? 'again' THEN
            INSERT INTO inbox (bot_id, update_id, hash, sender, chat_id, kind, payload)
            VALUES (v_bot, -(p->>'seq')::bigint, '', (p->>'telegram')::bigint, v_chat, 'repeat', p->>'again');
        END IF;
        UPDATE inbox SET state = 'done', payload = NULL, error = NULL, done_at = clock_timestamp()
        WHERE seq = (p->>'seq')::bigint;
    END $$;

    -- A handler failed: try again in `p_delay`, or, with an incident, a dead letter and those who must know of it.
    CREATE FUNCTION machine_failed(p_seq bigint, p_error text, p_delay interval, p_incident text, p_papers jsonb)
    RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE inbox SET attempts = attempts + 1, error = p_error, incident = p_incident,
               not_before = clock_timestamp() + p_delay,
               state = CASE WHEN p_incident IS NULL THEN 'waiting' ELSE 'dead' END,
               done_at = CASE WHEN p_incident IS NULL THEN NULL ELSE clock_timestamp() END
        WHERE seq = p_seq AND state = 'waiting';
        IF FOUND AND p_papers IS NOT NULL THEN
            PERFORM machine_papers(p_papers);
        END IF;
    END $$;

    -- Done rows older than 72 h, dead letters and conflicts older than 30 days; at most `p_limit` of each at a time.
    CREATE FUNCTION machine_prune(p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
    DECLARE gone integer;
    BEGIN
        DELETE FROM inbox WHERE seq IN (
            SELECT i.seq FROM inbox i
            WHERE (i.state = 'done' AND i.done_at < clock_timestamp() - interval '72 hours')
               OR (i.state = 'dead' AND i.done_at < clock_timestamp() - interval '30 days')
            ORDER BY i.seq LIMIT p_limit);
        GET DIAGNOSTICS gone = ROW_COUNT;
        DELETE FROM inbox_conflict WHERE id IN (
            SELECT c.id FROM inbox_conflict c WHERE c.received_at < clock_timestamp() - interval '30 days'
            ORDER BY c.id LIMIT p_limit);
        RETURN gone;
    END $$;
"""


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
    CREATE INDEX ix_inbox_queue ON inbox (bot_id, sender, seq) WHERE state = 'waiting';
    CREATE INDEX ix_inbox_waiting ON inbox (bot_id, seq) WHERE state = 'waiting';
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
        meanings jsonb NOT NULL DEFAULT '{}', -- index → {"p": stored press, "v": version it was last shown in}
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
    script(FUNCTIONS)


def downgrade() -> None:
    script("""
    DROP FUNCTION machine_prune; DROP FUNCTION machine_failed; DROP FUNCTION machine_finish;
    DROP FUNCTION machine_papers; DROP FUNCTION machine_claim; DROP FUNCTION machine_receive;
    DROP TABLE audit; DROP FUNCTION audit_refuse(); DROP TABLE deadline; DROP TABLE live_message; DROP TABLE outbox;
    DROP TABLE dialogue; DROP TABLE draft; DROP TABLE inbox_conflict; DROP TABLE inbox; DROP TABLE legal_clock;
    """)
