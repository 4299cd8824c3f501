"""Extension, redirection and conversation of initiatives (M1.7, M1.8)."""

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
