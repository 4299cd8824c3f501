"""SQL scripts in migrations: several statements at once, in the migration's transaction."""

from alembic import op
from sqlalchemy import text
from sqlalchemy.util import await_only


def script(sql: str) -> None:
    """Run several statements: asyncpg prepares what SQLAlchemy sends, and a prepared statement is one command."""
    bind = op.get_bind()
    bind.execute(text("SELECT 1"))  # the adapter opens its transaction with the first statement
    driver = bind.connection.driver_connection
    assert driver is not None
    await_only(driver.execute(sql))
