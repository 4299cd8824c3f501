"""Extension, redirection, closing and conversation of initiatives (M1.7, M1.8)."""

from bot.storage.script import script

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    script("""
    ALTER TABLE initiative
        ADD COLUMN declined_by uuid REFERENCES person,  -- the authorised body's last no to a transfer before KYC
        ADD COLUMN declined_at timestamptz,
        ADD COLUMN declined_reason text NOT NULL DEFAULT '',
        ADD COLUMN due_on date,                -- last day of the consideration, as extensions and pauses left it
        ADD COLUMN nominal date,               -- before rolling over days off
        ADD COLUMN paused_on date,
        ADD COLUMN extensions integer NOT NULL DEFAULT 0,
        ADD COLUMN extended_at timestamptz,
        ADD COLUMN extended_by uuid REFERENCES person,
        ADD COLUMN extended_reason text NOT NULL DEFAULT '',
        ADD COLUMN pending text NOT NULL DEFAULT '' CONSTRAINT ck_initiative_pending
            CHECK (pending IN ('', 'consent', 'redirection', 'opinion', 'closing')),
        ADD COLUMN asked_akimat uuid REFERENCES organisation,
        DROP CONSTRAINT ck_initiative_state,
        ADD CONSTRAINT ck_initiative_state
            CHECK (state IN ('made', 'passed', 'appointed', 'passport', 'closed')),
        ADD CONSTRAINT ck_initiative_term CHECK ((due_on IS NULL) = (nominal IS NULL) AND due_on >= nominal),
        ADD CONSTRAINT ck_initiative_asked CHECK ((asked_akimat IS NOT NULL) = (pending IN ('consent', 'redirection')));
    UPDATE initiative i SET due_on = d.due, nominal = d.nominal FROM deadline d
    WHERE d.kind = 'initiative.consideration' AND d.subject_kind = 'initiative' AND d.subject_id = i.id
        AND d.state IN ('open', 'paused') AND i.akimat IS NOT NULL;
    CREATE INDEX ix_initiative_pending ON initiative (pending, due_on) WHERE pending <> '';
    CREATE INDEX ix_initiative_asked ON initiative (asked_akimat) WHERE asked_akimat IS NOT NULL;
    CREATE INDEX ix_initiative_akimat ON initiative (akimat, state);

    CREATE TABLE petition (                    -- an akimat asks to redirect an initiative, or to close it
        id uuid PRIMARY KEY,
        initiative uuid NOT NULL REFERENCES initiative,
        kind text NOT NULL CONSTRAINT ck_petition_kind CHECK (kind IN ('redirection', 'closing')),
        akimat uuid NOT NULL REFERENCES organisation,
        reason text NOT NULL,
        asked_by uuid NOT NULL REFERENCES person,
        asked_at timestamptz NOT NULL,
        answer_by date NOT NULL,
        other uuid REFERENCES organisation,    -- the akimat asked to take it
        state text NOT NULL CONSTRAINT ck_petition_state
            CHECK (state IN ('asked', 'sent', 'declined', 'withdrawn', 'refused', 'approved')),
        answer text NOT NULL DEFAULT '',
        agrees boolean,
        answered_by uuid REFERENCES person,
        answered_at timestamptz,
        decision text NOT NULL DEFAULT '',
        decided_by uuid REFERENCES person,
        decided_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT ck_petition_other CHECK ((kind = 'redirection') = (other IS NOT NULL) AND other <> akimat),
        CONSTRAINT ck_petition_answered CHECK ((answered_by IS NULL) = (answered_at IS NULL)),
        CONSTRAINT ck_petition_decided CHECK ((state IN ('refused', 'approved')) = (decided_by IS NOT NULL)
            AND (decided_by IS NULL) = (decided_at IS NULL))
    );
    CREATE UNIQUE INDEX uq_petition_open ON petition (initiative) WHERE state IN ('asked', 'sent');
    CREATE INDEX ix_petition_initiative ON petition (initiative, asked_at);

    CREATE TABLE conversation_message (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY,  -- the order in which they were written
        subject_kind text NOT NULL,
        subject_id uuid NOT NULL,
        person uuid NOT NULL REFERENCES person,
        organisation uuid NOT NULL REFERENCES organisation,  -- for which the person wrote then
        written_at timestamptz NOT NULL,
        text text NOT NULL,
        files integer NOT NULL DEFAULT 0,
        album text NOT NULL DEFAULT '',        -- files sent together are one message
        asks uuid REFERENCES organisation,     -- a question: whom
        answered_at timestamptz,               -- the question was answered
        answers uuid REFERENCES conversation_message,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT ck_conversation_message_said CHECK (text <> '' OR files > 0),
        CONSTRAINT ck_conversation_message_question CHECK (answered_at IS NULL OR asks IS NOT NULL)
    );
    CREATE UNIQUE INDEX uq_conversation_message_seq ON conversation_message (subject_kind, subject_id, seq);
    CREATE INDEX ix_conversation_message_asks ON conversation_message (asks) WHERE asks IS NOT NULL
        AND answered_at IS NULL;
    CREATE TABLE conversation_read (           -- how far a person has read
        person uuid NOT NULL REFERENCES person,
        subject_kind text NOT NULL,
        subject_id uuid NOT NULL,
        seq bigint NOT NULL,
        PRIMARY KEY (person, subject_kind, subject_id)
    );
    """)


def downgrade() -> None:
    # A release before this one knows neither a passport nor a closing: what was at the akimat is there again.
    script("""
    DROP TABLE conversation_read; DROP TABLE conversation_message; DROP TABLE petition;
    DROP INDEX ix_initiative_pending; DROP INDEX ix_initiative_asked; DROP INDEX ix_initiative_akimat;
    UPDATE initiative SET state = CASE WHEN official IS NULL THEN 'passed' ELSE 'appointed' END
    WHERE state IN ('passport', 'closed');
    ALTER TABLE initiative DROP CONSTRAINT ck_initiative_asked, DROP CONSTRAINT ck_initiative_term,
        DROP CONSTRAINT ck_initiative_state,
        ADD CONSTRAINT ck_initiative_state CHECK (state IN ('made', 'passed', 'appointed')),
        DROP COLUMN declined_by, DROP COLUMN declined_at,
        DROP COLUMN declined_reason, DROP COLUMN due_on, DROP COLUMN nominal,
        DROP COLUMN paused_on, DROP COLUMN extensions, DROP COLUMN extended_at,
        DROP COLUMN extended_by, DROP COLUMN extended_reason, DROP COLUMN pending, DROP COLUMN asked_akimat;
    """)
