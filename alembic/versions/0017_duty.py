"""Regular duties R1–R12: opened for each period, sent, exempted, asked for; parts of central bodies in the Law."""

from bot.storage.script import script

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    script("""
    -- What the Law gives to one central body or another (ст. 5, 6, 9, 47): 'industry_body', 'resource_bodies'.
    ALTER TABLE organisation ADD COLUMN parts text[] NOT NULL DEFAULT '{}'
        CONSTRAINT ck_organisation_parts CHECK (parts <@ ARRAY['industry_body', 'resource_bodies']);

    CREATE TABLE duty (
        id uuid PRIMARY KEY,
        code text NOT NULL,
        period text NOT NULL,                  -- '2026-Q4', '2026-H2', '2026-Y1'; of a request 'ask-…'
        organisation uuid NOT NULL REFERENCES organisation,
        due date NOT NULL,
        opened_at timestamptz NOT NULL,
        edition text NOT NULL,
        state text NOT NULL DEFAULT 'open'
            CONSTRAINT ck_duty_state CHECK (state IN ('open', 'sent', 'exempt', 'cancelled')),
        note text NOT NULL DEFAULT '',
        sent_by uuid REFERENCES person,
        sent_at timestamptz,
        asked text NOT NULL DEFAULT '',
        asked_by uuid REFERENCES person,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT uq_duty_code_period_organisation UNIQUE (code, period, organisation),
        CONSTRAINT ck_duty_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL))
    );
    CREATE INDEX ix_duty_organisation ON duty (organisation, due);
    CREATE INDEX ix_duty_due ON duty (due, code, period);
    CREATE INDEX ix_duty_open ON duty (organisation) WHERE state = 'open';

    CREATE TABLE duty_exemption (
        code text NOT NULL,
        organisation uuid NOT NULL REFERENCES organisation,
        reason text NOT NULL CONSTRAINT ck_duty_exemption_reason CHECK (reason <> ''),
        by uuid NOT NULL REFERENCES person,
        at timestamptz NOT NULL,
        PRIMARY KEY (code, organisation)
    );

    -- Periods that were over before duties were kept here are history: nobody is reminded of them.
    CREATE TABLE duty_epoch (since date NOT NULL);
    INSERT INTO duty_epoch SELECT ((clock_timestamp() + shift) AT TIME ZONE 'Asia/Almaty')::date FROM legal_clock;
    """)


def downgrade() -> None:
    script("""
    DELETE FROM reminder r USING deadline d WHERE d.id = r.deadline_id AND d.subject_kind = 'duty';
    DELETE FROM deadline WHERE subject_kind = 'duty';
    DROP TABLE duty_epoch;
    DROP TABLE duty_exemption;
    DROP TABLE duty;
    ALTER TABLE organisation DROP COLUMN parts;
    """)
