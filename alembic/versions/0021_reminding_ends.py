"""A deadline that changes takes its reminders along, a newer reminder the older ones; what a look for duties has to see
(N2, N3, R1–R12)."""

from bot.storage.script import script

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    script(r"""
    -- What was said of a deadline before it moved, was handed over or ended says the wrong thing now: what waits is not
    -- sent, what was sent loses its buttons. The new version's reminders are laid out by themselves.
    CREATE FUNCTION deadline_changed() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
    BEGIN
        UPDATE outbox SET state = 'dropped', reason = 'the deadline changed'
        WHERE about_kind = NEW.subject_kind AND about_id = NEW.subject_id AND state || '' = 'waiting'
          AND notice->>'n' = 'deadline.reminder' AND (notice->'d'->>'deadline')::uuid = NEW.id;
        UPDATE live_message l SET closed = true, stale = true FROM outbox o
        WHERE o.about_kind = NEW.subject_kind AND o.about_id = NEW.subject_id AND l.outbox_id = o.id AND NOT l.closed
          AND o.notice->>'n' = 'deadline.reminder' AND (o.notice->'d'->>'deadline')::uuid = NEW.id;
        RETURN NULL;
    END $$;
    CREATE TRIGGER deadline_changes AFTER UPDATE OF version ON deadline FOR EACH ROW
        WHEN (NEW.version <> OLD.version) EXECUTE FUNCTION deadline_changed();

    -- One live reminder of a deadline in a chat: when the newer one is sent, the buttons of the older go.
    CREATE FUNCTION reminder_sent() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
    BEGIN
        UPDATE live_message l SET closed = true, stale = true FROM outbox o
        WHERE o.about_kind = NEW.about_kind AND o.about_id = NEW.about_id AND o.person_id = NEW.person_id
          AND o.id <> NEW.id AND o.state || '' = 'sent' AND o.notice->>'n' = 'deadline.reminder'
          AND o.notice->'d'->>'deadline' = NEW.notice->'d'->>'deadline' AND l.outbox_id = o.id AND NOT l.closed;
        RETURN NULL;
    END $$;
    CREATE TRIGGER reminder_sends AFTER UPDATE OF state ON outbox FOR EACH ROW
        WHEN (NEW.state = 'sent' AND OLD.state <> 'sent' AND NEW.notice->>'n' = 'deadline.reminder')
        EXECUTE FUNCTION reminder_sent();

    -- What may open or end duties since the last full look: a row for each change, taken away by the look that sees it.
    -- Rows and no counter: a change that is not committed yet must not be taken for one that was looked at.
    CREATE TABLE duty_change (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
    CREATE FUNCTION duty_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO duty_change DEFAULT VALUES; RETURN NULL; END $$;
    CREATE TRIGGER organisation_owes AFTER INSERT OR UPDATE OF kind, parts, active ON organisation
        FOR EACH STATEMENT EXECUTE FUNCTION duty_changed();
    CREATE TRIGGER exemption_owes AFTER INSERT OR UPDATE OR DELETE ON duty_exemption
        FOR EACH STATEMENT EXECUTE FUNCTION duty_changed();
    CREATE TRIGGER epoch_owes AFTER UPDATE OF since ON duty_epoch FOR EACH STATEMENT EXECUTE FUNCTION duty_changed();
    ALTER TABLE duty_epoch ADD COLUMN looked date NOT NULL DEFAULT '-infinity',  -- the day of the last full look
        ADD COLUMN edition text NOT NULL DEFAULT '';                            -- and its rules
    """)


def downgrade() -> None:
    script("""
    ALTER TABLE duty_epoch DROP COLUMN looked, DROP COLUMN edition;
    DROP TRIGGER epoch_owes ON duty_epoch; DROP TRIGGER exemption_owes ON duty_exemption;
    DROP TRIGGER organisation_owes ON organisation;
    DROP FUNCTION duty_changed(); DROP TABLE duty_change;
    DROP TRIGGER reminder_sends ON outbox; DROP FUNCTION reminder_sent();
    DROP TRIGGER deadline_changes ON deadline; DROP FUNCTION deadline_changed();
    """)
