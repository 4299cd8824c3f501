"""Updates that no process survives are counted; senders may be passed over (design §2.2)."""

from bot.storage.script import script

revision = "0020"
down_revision = "0019"

CLAIM = r"""
    -- As before, but for the senders in `p_resting`.
    CREATE FUNCTION machine_claim(p_bot bigint, p_seq bigint DEFAULT NULL,
                                  p_resting bigint[] DEFAULT '{}')
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
              AND i.sender <> ALL (p_resting)
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
               EXISTS (SELECT FROM inbox i WHERE i.bot_id = p_bot AND i.state = 'waiting' AND i.seq > c.seq
                      AND i.sender <> ALL (p_resting))
        FROM (SELECT 1) one LEFT JOIN dialogue d ON d.bot_id = p_bot AND d.chat_id = c.chat_id;
    END $$;
"""

BEFORE = r"""
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
"""


def upgrade() -> None:
    script("""
    -- How many processes have begun this update that had found it waiting at their start. None of them ended it.
    ALTER TABLE inbox ADD COLUMN begun smallint NOT NULL DEFAULT 0;
    DROP FUNCTION machine_claim(bigint, bigint);
    """)
    script(CLAIM)


def downgrade() -> None:
    script("""
    DROP FUNCTION machine_claim(bigint, bigint, bigint[]);
    ALTER TABLE inbox DROP COLUMN begun;
    """)
    script(BEFORE)
