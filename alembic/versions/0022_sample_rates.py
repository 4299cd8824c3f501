"""Rates of the sample are marked as invented (T5: the source is stored with a rate and with every decision)."""

from bot.storage.script import script

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    script("""
    ALTER TABLE rate DROP CONSTRAINT ck_rate_source;
    ALTER TABLE rate ADD CONSTRAINT ck_rate_source CHECK (source IN ('entered', 'national_bank', 'sample'));
    """)


def downgrade() -> None:
    script("""
    DELETE FROM rate WHERE source = 'sample';
    ALTER TABLE rate DROP CONSTRAINT ck_rate_source;
    ALTER TABLE rate ADD CONSTRAINT ck_rate_source CHECK (source IN ('entered', 'national_bank'));
    """)
