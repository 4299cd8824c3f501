"""Suspension, exclusion and validation of projects; what the panel and the rating read of tasks (M2.8–M2.11)."""

from bot.storage.script import script

revision = "0018"
down_revision = "0017"

# The panel and the rating look at every task; what they need is kept beside the task, so that they read no history
# and no project for it. Set by triggers: whoever writes tasks or their dates need not know.
_KEPT = """
ALTER TABLE task
    ADD COLUMN left_on date,                                -- its project left the pool (п. 33–36)
    ADD COLUMN counts_from date,                            -- the first day it was due from: its approval
    ADD COLUMN soonest date,                                -- the earliest date it ever had: never late before it
    ADD COLUMN moved boolean NOT NULL DEFAULT false,        -- its date was moved: the history tells (M2.7)
    ADD COLUMN ended date GENERATED ALWAYS AS (least(done_on, left_on)) STORED;

CREATE FUNCTION task_due_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE task t SET counts_from = h.since, soonest = h.soonest, moved = h.many
    FROM (SELECT d.task, min(d.since) AS since, min(d.due) AS soonest, count(*) > 1 AS many FROM task_due d
          WHERE d.task IN (SELECT task FROM written) GROUP BY d.task) h
    WHERE t.id = h.task AND (t.counts_from, t.soonest, t.moved) IS DISTINCT FROM (h.since, h.soonest, h.many);
    RETURN NULL;
END $$;
CREATE TRIGGER task_due_inserted AFTER INSERT ON task_due REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION task_due_kept();
CREATE TRIGGER task_due_updated AFTER UPDATE ON task_due REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION task_due_kept();

UPDATE task t SET counts_from = h.since, soonest = h.soonest, moved = h.many
FROM (SELECT task, min(since) AS since, min(due) AS soonest, count(*) > 1 AS many FROM task_due GROUP BY task) h
WHERE t.id = h.task;

-- The rating reads this index alone: the tasks that had not ended before the quarter (M2.9).
CREATE INDEX ix_task_ranked ON task (ended) INCLUDE (id, region, project, due, soonest, counts_from, moved)
    WHERE ranked;
-- The panel reads these two alone: counts over the whole country touch no task itself (M2.8).
CREATE INDEX ix_task_open ON task (due, id)
    INCLUDE (project, region, official, stage, sector, suspended, ranked, corridor) WHERE ended IS NULL;
CREATE INDEX ix_task_done ON task (done_on, id)
    INCLUDE (project, region, official, stage, sector, ranked, corridor) WHERE done_on IS NOT NULL AND left_on IS NULL;
"""


def upgrade() -> None:
    script("""
    CREATE TABLE validation_decision (
        id uuid PRIMARY KEY,
        project uuid NOT NULL REFERENCES project,
        chamber uuid NOT NULL REFERENCES organisation,
        completed_at timestamptz NOT NULL,
        decided_by uuid NOT NULL REFERENCES person,
        decided_at timestamptz NOT NULL,
        verdict text NOT NULL CONSTRAINT ck_validation_verdict CHECK (verdict IN ('validated', 'refused')),
        remarks text NOT NULL DEFAULT '',
        tasks uuid[] NOT NULL DEFAULT '{}',     -- opened again by a refusal
        CONSTRAINT ck_validation_remarks CHECK ((verdict = 'refused') = (remarks <> '' AND tasks <> '{}'))
    );
    CREATE INDEX ix_validation_decision_project ON validation_decision (project, decided_at DESC);

    CREATE TABLE aftercare (
        project uuid PRIMARY KEY REFERENCES project,
        began_on date NOT NULL,
        ends_on date NOT NULL,                  -- three years; the investment contract's own end stands in the project
        edition text NOT NULL,
        CONSTRAINT ck_aftercare_ends CHECK (ends_on > began_on)
    );

    CREATE TABLE suspension_request (
        id uuid PRIMARY KEY,
        project uuid NOT NULL REFERENCES project,
        measure text NOT NULL CONSTRAINT ck_suspension_measure CHECK (measure IN ('suspend', 'exclude')),
        ground text NOT NULL,                   -- п. 33, by the edition's name
        reason text NOT NULL CONSTRAINT ck_suspension_reason CHECK (reason <> ''),
        until date,
        condition text NOT NULL DEFAULT '',
        proposed_by uuid REFERENCES person,
        proposed_from uuid REFERENCES organisation,
        state text NOT NULL CONSTRAINT ck_suspension_state
            CHECK (state IN ('proposed', 'asked', 'granted', 'refused')),
        made_at timestamptz NOT NULL,
        asked_by uuid REFERENCES person,
        asked_at timestamptz,
        decided_by uuid REFERENCES person,
        decided_at timestamptz,
        decision text NOT NULL DEFAULT '',
        edition text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT ck_suspension_asked CHECK ((state = 'proposed') = (asked_at IS NULL)
            AND (asked_at IS NULL) = (asked_by IS NULL)),
        CONSTRAINT ck_suspension_decided CHECK ((state IN ('granted', 'refused')) = (decided_at IS NOT NULL)
            AND (decided_at IS NULL) = (decided_by IS NULL)),
        CONSTRAINT ck_suspension_proposed CHECK ((proposed_by IS NULL) = (proposed_from IS NULL))
    );
    CREATE INDEX ix_suspension_request_project ON suspension_request (project, made_at DESC);
    CREATE UNIQUE INDEX uq_suspension_request_open ON suspension_request (project)
        WHERE state IN ('proposed', 'asked');
    CREATE INDEX ix_suspension_request_open ON suspension_request (state, made_at)
        WHERE state IN ('proposed', 'asked');

    CREATE TABLE project_suspension (           -- days on which a project stands still, both ends included
        id uuid PRIMARY KEY,
        project uuid NOT NULL REFERENCES project,
        request uuid NOT NULL REFERENCES suspension_request,
        first date NOT NULL,                    -- the day after the decision
        until date,
        condition text NOT NULL DEFAULT '',
        last date,                              -- the day it was lifted; NULL: it stands still
        lifted_by uuid REFERENCES person,
        lifted_at timestamptz,
        CONSTRAINT ck_project_suspension_ends CHECK (until IS NOT NULL OR condition <> ''),
        CONSTRAINT ck_project_suspension_last CHECK (last >= first - 1)     -- the very day: none stood still
    );
    CREATE INDEX ix_project_suspension_project ON project_suspension (project, first);
    CREATE UNIQUE INDEX uq_project_suspension_now ON project_suspension (project) WHERE last IS NULL;

    CREATE TABLE project_exclusion (
        project uuid PRIMARY KEY REFERENCES project,
        excluded_on date NOT NULL,
        request uuid REFERENCES suspension_request      -- NULL: by itself, at the end of Module 3 (п. 36)
    );

    -- An organisation's own clocks, those that stand still among them
    CREATE INDEX ix_deadline_running ON deadline (organisation_id, due) WHERE state IN ('open', 'paused');
    """)
    script(_KEPT)


def downgrade() -> None:
    script("""
    DROP INDEX ix_deadline_running;
    DROP TRIGGER task_due_updated ON task_due; DROP TRIGGER task_due_inserted ON task_due;
    DROP FUNCTION task_due_kept;
    ALTER TABLE task DROP COLUMN ended, DROP COLUMN moved, DROP COLUMN soonest, DROP COLUMN counts_from,
        DROP COLUMN left_on;
    DROP TABLE project_exclusion; DROP TABLE project_suspension; DROP TABLE suspension_request; DROP TABLE aftercare;
    DROP TABLE validation_decision;
    """)
