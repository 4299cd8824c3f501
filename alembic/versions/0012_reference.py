"""Figures kept in the bot: МРП, moved days, official rates, reminder steps (T1, T4, T5, N2)."""

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
