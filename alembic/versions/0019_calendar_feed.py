"""What a deadline was counted from, and secret addresses of calendar feeds (T2, issue 5)."""

from bot.storage.script import script

revision = "0019"
down_revision = "0018"

PAPERS = r"""
    CREATE OR REPLACE FUNCTION machine_papers(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
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
                                      nominal, instant, note, edition, opened_at/*COLUMNS*/)
                VALUES (item->>'kind', item->>'clause', (item->>'legal')::boolean, item->>'subject_kind',
                        (item->>'subject_id')::uuid, (item->>'organisation')::uuid, (item->>'person')::uuid,
                        (item->>'due')::date, (item->>'nominal')::date, (item->>'instant')::timestamptz,
                        coalesce(item->>'note', ''), coalesce(p->>'edition', ''), legal_at/*VALUES*/);
            ELSIF item->>'change' = 'hand' THEN
                UPDATE deadline SET person_id = (item->>'person')::uuid, version = version + 1
                WHERE kind = item->>'kind' AND subject_kind = item->>'subject_kind'
                  AND subject_id = (item->>'subject_id')::uuid AND state IN ('open', 'paused');
                IF NOT FOUND THEN
                    RAISE EXCEPTION 'no open deadline % to hand over', item->>'kind' USING ERRCODE = 'TZ002';
                END IF;
            ELSIF item->>'change' = 'move' THEN
                UPDATE deadline SET due = (item->>'due')::date, nominal = (item->>'nominal')::date,
                       instant = (item->>'instant')::timestamptz,/*MOVED*/
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
"""
"""The function as it was in 0002, with three places in which the event and the period of a deadline stand or not."""

COUNTED = (
    PAPERS.replace("/*COLUMNS*/", ", event, period")
    .replace("/*VALUES*/", ", (item->>'event')::date, item->>'period'")
    .replace("/*MOVED*/", " event = (item->>'event')::date, period = item->>'period',")
)
BEFORE = PAPERS.replace("/*COLUMNS*/", "").replace("/*VALUES*/", "").replace("/*MOVED*/", "")


def upgrade() -> None:
    script("""
    ALTER TABLE deadline
        ADD COLUMN event date,                 -- the day after which the period runs; null: a fixed date
        ADD COLUMN period text,                -- «30 calendar_days»
        ADD CONSTRAINT ck_deadline_counted CHECK ((event IS NULL) = (period IS NULL));
    -- Those that run already: only where the count gives just their nominal last day (п. 42).
    UPDATE deadline SET event = (opened_at AT TIME ZONE 'Asia/Almaty')::date, period = '30 calendar_days'
    WHERE kind = 'initiative.consideration' AND nominal = (opened_at AT TIME ZONE 'Asia/Almaty')::date + 30;

    CREATE TABLE calendar_feed (               -- one address a person; gone once it is revoked
        person_id uuid PRIMARY KEY REFERENCES person,
        hash bytea NOT NULL UNIQUE CONSTRAINT ck_calendar_feed_hash CHECK (octet_length(hash) = 32),
        made_at timestamptz NOT NULL           -- legal time
    );
    CREATE TABLE calendar_server (             -- where the server of the webhook is reached; no row: there is none
        single boolean PRIMARY KEY DEFAULT true CONSTRAINT ck_calendar_server_single CHECK (single),
        address text NOT NULL
    );
    """)
    script(COUNTED)


def downgrade() -> None:
    script(BEFORE)
    script("""
    DROP TABLE calendar_server; DROP TABLE calendar_feed;
    ALTER TABLE deadline DROP CONSTRAINT ck_deadline_counted, DROP COLUMN event, DROP COLUMN period;
    """)
