"""Snoozed and combined reminders, absence and deputies, requests for more time (N2, N3, N4, T3)."""

from bot.storage.script import script

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    script(r"""
    CREATE TABLE snooze (
        deadline_id uuid NOT NULL REFERENCES deadline ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        version integer NOT NULL,              -- of the deadline: a moved one was not what was put off
        until timestamptz NOT NULL,            -- legal time
        done boolean NOT NULL DEFAULT false,
        PRIMARY KEY (deadline_id, person_id)
    );
    CREATE INDEX ix_snooze_due ON snooze (until) WHERE NOT done;

    CREATE TABLE absence (
        person_id uuid PRIMARY KEY REFERENCES person,
        first date NOT NULL,
        last date NOT NULL,
        deputy uuid NOT NULL REFERENCES person,
        CONSTRAINT ck_absence_dates CHECK (first <= last),
        CONSTRAINT ck_absence_deputy CHECK (deputy <> person_id)
    );
    CREATE INDEX ix_absence_deputy ON absence (deputy);

    CREATE TABLE reminding_wish (
        person_id uuid PRIMARY KEY REFERENCES person,
        digest boolean NOT NULL,
        weekly boolean NOT NULL,
        opens time NOT NULL,                   -- by the person's own clock
        closes time NOT NULL,
        CONSTRAINT ck_reminding_wish_hours CHECK (opens < closes)
    );

    CREATE TABLE more_time (
        id uuid PRIMARY KEY,
        deadline_id uuid NOT NULL REFERENCES deadline,
        organisation_id uuid NOT NULL REFERENCES organisation,
        asked_by uuid NOT NULL REFERENCES person,
        asked_at timestamptz NOT NULL,
        reason text NOT NULL,
        due date NOT NULL,
        wanted date NOT NULL,
        state text NOT NULL CONSTRAINT ck_more_time_state CHECK (state IN ('asked', 'granted', 'refused')),
        decided_by uuid REFERENCES person,
        decided_at timestamptz,
        answer text NOT NULL DEFAULT '',
        CONSTRAINT ck_more_time_wanted CHECK (wanted > due),
        CONSTRAINT ck_more_time_decided CHECK ((state = 'asked') = (decided_by IS NULL))
    );
    CREATE UNIQUE INDEX uq_more_time_asked ON more_time (deadline_id) WHERE state = 'asked';

    CREATE TABLE digest_line (                 -- a reminder that rang as one line of a digest
        person_id uuid NOT NULL REFERENCES person,
        deadline_id uuid NOT NULL REFERENCES deadline ON DELETE CASCADE,
        version integer NOT NULL,
        step integer NOT NULL,
        day date NOT NULL,                     -- of whose morning, by the person's own calendar
        late boolean NOT NULL,
        PRIMARY KEY (person_id, deadline_id, version, step)
    );
    CREATE INDEX ix_digest_line_day ON digest_line (person_id, day);
    CREATE INDEX ix_digest_line_old ON digest_line (day);

    CREATE INDEX ix_deadline_met ON deadline (organisation_id, closed_at) WHERE state = 'met';

    CREATE TABLE reminding (                   -- when a ticker last looked, and what follows from it
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        seen timestamptz NOT NULL DEFAULT clock_timestamp(),      -- machine time
        late_until timestamptz NOT NULL DEFAULT '-infinity',      -- machine time: until then all goes into late digests
        week date NOT NULL DEFAULT '-infinity'                    -- the Monday whose summaries are out
    );
    INSERT INTO reminding DEFAULT VALUES;

    ALTER TABLE outbox ADD COLUMN legal_from timestamptz;  -- legal time of a reader's morning that the notice waits for
    -- The sender looks at machine time: when the legal clock is moved, what waits for a legal hour moves with it.
    CREATE FUNCTION legal_clock_moved() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE outbox SET not_before = legal_from - NEW.shift WHERE state = 'waiting' AND legal_from IS NOT NULL;
        PERFORM pg_notify('tereze_send', '');
        RETURN NULL;
    END $$;
    CREATE TRIGGER legal_clock_moves AFTER UPDATE OF shift ON legal_clock FOR EACH ROW
        WHEN (NEW.shift <> OLD.shift) EXECUTE FUNCTION legal_clock_moved();

    CREATE TABLE unreachable (                 -- whom no message reaches, and whether their head knows
        person_id uuid PRIMARY KEY REFERENCES person,
        told boolean NOT NULL DEFAULT false
    );
    CREATE INDEX ix_unreachable_untold ON unreachable (person_id) WHERE NOT told;
    INSERT INTO unreachable (person_id) SELECT person_id FROM account WHERE NOT reachable;
    CREATE FUNCTION account_reached() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.reachable THEN
            DELETE FROM unreachable WHERE person_id = NEW.person_id;
        ELSE
            INSERT INTO unreachable (person_id) VALUES (NEW.person_id) ON CONFLICT DO NOTHING;
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER account_reachable AFTER UPDATE OF reachable, person_id ON account FOR EACH ROW
        WHEN (NEW.reachable <> OLD.reachable OR NEW.person_id <> OLD.person_id) EXECUTE FUNCTION account_reached();

    -- The first instant not before `p_at` in a reader's hours and on none of the days off (T3): what
    -- domain/deadline/steps.py calls earliest_allowed.
    CREATE FUNCTION reader_hour(p_at timestamptz, p_zone text, p_opens time, p_closes time, p_off date[])
    RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
    DECLARE local timestamp := p_at AT TIME ZONE p_zone; day date := local::date;
    BEGIN
        IF local::time >= p_closes THEN
            day := day + 1;
        ELSIF local::time >= p_opens AND day <> ALL (p_off) THEN
            RETURN p_at;
        END IF;
        WHILE day = ANY (p_off) LOOP
            day := day + 1;
        END LOOP;
        RETURN (day + p_opens) AT TIME ZONE p_zone;
    END $$;

    -- The steps of open deadlines are laid out anew when an administrator changes them (N2) or days are moved (T1);
    -- what rang has rung.
    CREATE FUNCTION reminders_anew(p_scope text) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM reminder r USING deadline d
        WHERE d.id = r.deadline_id AND d.state = 'open' AND NOT r.done
          AND p_scope IN ('', d.kind, split_part(d.kind, '.', 1));
        UPDATE deadline SET planned = 0
        WHERE state = 'open' AND planned > 0 AND p_scope IN ('', kind, split_part(kind, '.', 1));
    END $$;
    CREATE FUNCTION reminder_steps_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM reminders_anew(coalesce(NEW.kind, OLD.kind)); RETURN NULL; END $$;
    CREATE TRIGGER reminder_steps_change AFTER INSERT OR UPDATE OR DELETE ON reminder_steps
        FOR EACH ROW EXECUTE FUNCTION reminder_steps_changed();
    CREATE FUNCTION moved_days_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM reminders_anew(''); RETURN NULL; END $$;
    CREATE TRIGGER moved_days_change AFTER INSERT OR UPDATE OR DELETE ON moved_day
        FOR EACH STATEMENT EXECUTE FUNCTION moved_days_changed();
    """)


def downgrade() -> None:
    script("""
    DROP TRIGGER moved_days_change ON moved_day; DROP FUNCTION moved_days_changed();
    DROP TRIGGER reminder_steps_change ON reminder_steps; DROP FUNCTION reminder_steps_changed();
    DROP FUNCTION reminders_anew(text);
    DROP FUNCTION reader_hour(timestamptz, text, time, time, date[]);
    DROP TRIGGER account_reachable ON account; DROP FUNCTION account_reached();
    DROP TABLE unreachable;
    DROP TRIGGER legal_clock_moves ON legal_clock; DROP FUNCTION legal_clock_moved();
    ALTER TABLE outbox DROP COLUMN legal_from;
    DROP INDEX ix_deadline_met;
    DROP TABLE reminding; DROP TABLE digest_line; DROP TABLE more_time; DROP TABLE reminding_wish; DROP TABLE absence;
    DROP TABLE snooze;
    """)
