"""Snoozed and combined reminders, absence and deputies (N2, N3)."""

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
