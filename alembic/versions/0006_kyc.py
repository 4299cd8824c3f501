"""KYC cases (M1.2)."""

from bot.storage.script import script

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    script("""
    CREATE TABLE kyc_case (
        id uuid PRIMARY KEY,
        company uuid NOT NULL REFERENCES company,
        maker uuid NOT NULL REFERENCES organisation,
        author uuid NOT NULL REFERENCES person,
        made_at timestamptz NOT NULL,
        facts jsonb NOT NULL,
        risk smallint NOT NULL CONSTRAINT ck_kyc_case_risk CHECK (risk BETWEEN 1 AND 3),
        reasons text[] NOT NULL DEFAULT '{}',
        state text NOT NULL
            CONSTRAINT ck_kyc_case_state CHECK (state IN ('on_decision', 'returned', 'approved', 'refused')),
        decider uuid REFERENCES person,
        decided_at timestamptz,
        decision_reason text NOT NULL DEFAULT '',
        valid_until date,
        edition text NOT NULL DEFAULT '',
        rounds integer NOT NULL DEFAULT 1,
        since timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        about jsonb NOT NULL DEFAULT '{}',
        CONSTRAINT ck_kyc_case_second_person CHECK (state = 'on_decision' OR decider <> author),
        CONSTRAINT ck_kyc_case_validity CHECK ((state = 'approved') = (valid_until IS NOT NULL))
    );
    CREATE INDEX ix_kyc_case_company ON kyc_case (company, made_at DESC);
    CREATE INDEX ix_kyc_case_maker ON kyc_case (maker, since DESC);
    CREATE UNIQUE INDEX uq_kyc_case_undecided ON kyc_case (company, maker) WHERE state IN ('on_decision', 'returned');
    """)


def downgrade() -> None:
    script("DROP TABLE kyc_case;")
