"""What a person chose last, by kind of choice: offered first in the next card."""

from bot.storage.script import script

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    script("""
    CREATE TABLE recent_choice (
        person_id uuid NOT NULL REFERENCES person,
        key text NOT NULL,
        value text NOT NULL,
        used_at timestamptz NOT NULL,
        PRIMARY KEY (person_id, key, value)
    );
    """)


def downgrade() -> None:
    script("DROP TABLE recent_choice;")
