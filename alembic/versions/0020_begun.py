"""Updates that no process survives are counted (design §2.2)."""

from bot.storage.script import script

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    script("""
    -- How many processes have begun this update that had found it waiting at their start. None of them ended it.
    ALTER TABLE inbox ADD COLUMN begun smallint NOT NULL DEFAULT 0;
    """)


def downgrade() -> None:
    script("ALTER TABLE inbox DROP COLUMN begun;")
