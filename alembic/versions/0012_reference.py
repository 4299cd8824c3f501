"""Figures kept in the bot: МРП, moved days, official rates, reminder steps (T1, T4, T5, N2)."""

from bot.storage.script import script

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    script("""
    CREATE TABLE mrp (
        year integer PRIMARY KEY CONSTRAINT ck_mrp_year CHECK (year BETWEEN 2000 AND 2100),
        value integer NOT NULL CONSTRAINT ck_mrp_value CHECK (value > 0),  -- tenge on 1 January
        entered_by uuid REFERENCES person,                                 -- null: came with the installation
        entered_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    -- By the laws on the republican budget.
    INSERT INTO mrp (year, value) VALUES (2023, 3450), (2024, 3692), (2025, 3932), (2026, 4325);

    CREATE TABLE rate (                                                    -- as the National Bank published it
        currency text NOT NULL CONSTRAINT ck_rate_currency CHECK (currency ~ '^[A-Z]{3}$' AND currency <> 'KZT'),
        on_date date NOT NULL,
        tenge numeric(20, 6) NOT NULL CONSTRAINT ck_rate_tenge CHECK (tenge > 0),
        quant integer NOT NULL CONSTRAINT ck_rate_quant CHECK (quant > 0), -- tenge are for so many units
        source text NOT NULL CONSTRAINT ck_rate_source CHECK (source IN ('entered', 'national_bank')),
        entered_by uuid REFERENCES person,
        entered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (currency, on_date)
    );

    CREATE TABLE rates_import (                                            -- a file of the National Bank that was sent
        id uuid PRIMARY KEY,
        person uuid NOT NULL REFERENCES person,
        at timestamptz NOT NULL,
        file jsonb NOT NULL,
        state text NOT NULL DEFAULT 'reading'
            CONSTRAINT ck_rates_import_state CHECK (state IN ('reading', 'taken', 'same', 'refused')),
        outcome jsonb NOT NULL DEFAULT '{}'
    );

    CREATE TABLE moved_day (
        day date PRIMARY KEY,
        working boolean NOT NULL,
        name text NOT NULL DEFAULT '',
        entered_by uuid REFERENCES person,
        entered_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );

    CREATE TABLE reminder_steps (                                          -- what differs from the edition's own steps
        kind text PRIMARY KEY,             -- 'initiative.pass'; 'duty': all kinds of a room; '': all that have no own
        before integer[] NOT NULL,         -- calendar days before the last day
        daily_overdue integer NOT NULL CONSTRAINT ck_reminder_steps_daily CHECK (daily_overdue BETWEEN 0 AND 60),
        then_every integer NOT NULL CONSTRAINT ck_reminder_steps_then CHECK (then_every BETWEEN 1 AND 60),
        head_from integer NOT NULL CONSTRAINT ck_reminder_steps_head CHECK (head_from BETWEEN 1 AND 365),
        authority_from integer NOT NULL CONSTRAINT ck_reminder_steps_authority CHECK (authority_from BETWEEN 1 AND 365),
        entered_by uuid REFERENCES person,
        entered_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );

    -- A stamp of the moved days beside the legal time, which every update reads: whoever kept the days of this stamp
    -- need not read them again. Empty: none are moved.
    ALTER TABLE legal_clock ADD COLUMN moved_days text NOT NULL DEFAULT '';
    CREATE FUNCTION moved_days_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE legal_clock SET moved_days = coalesce((
            SELECT md5(string_agg(to_char(day, 'YYYYMMDD') || working, ',' ORDER BY day))
            FROM moved_day), '');
        RETURN NULL;
    END $$;
    CREATE TRIGGER moved_days_stamped AFTER INSERT OR UPDATE OR DELETE ON moved_day
        FOR EACH STATEMENT EXECUTE FUNCTION moved_days_stamp();
    """)


def downgrade() -> None:
    script("""
    DROP TABLE moved_day;
    DROP FUNCTION moved_days_stamp();
    ALTER TABLE legal_clock DROP COLUMN moved_days;
    DROP TABLE reminder_steps;
    DROP TABLE rates_import;
    DROP TABLE rate;
    DROP TABLE mrp;
    """)
