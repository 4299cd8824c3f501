"""Suspension, exclusion and validation of projects; the rating (M2.9–M2.11)."""

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
