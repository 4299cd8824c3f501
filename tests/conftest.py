"""What every test may ask for: a database server for the run, and databases on it in milliseconds."""

from collections.abc import Iterator

import pytest

from tests.platform.databases import Databases, TestServer, name_of, start_server, stop_server


@pytest.fixture(scope="session")
def cluster() -> Iterator[TestServer]:
    """The PostgreSQL server of this run, with both roles. `cluster.owner_dsn(name)`, `cluster.bot_dsn(name)`."""
    server, lock = start_server()
    yield server
    stop_server(server, lock)


@pytest.fixture(scope="session")
def databases(cluster: TestServer) -> Iterator[Databases]:
    """Makes databases on the run's server."""
    made = Databases(cluster)
    yield made
    made.close()


@pytest.fixture
def empty_database(cluster: TestServer, databases: Databases) -> Iterator[str]:
    """Address of a database with nothing in it, as its owner: for migrations and for tables of a test's own."""
    name = databases.empty()
    yield cluster.owner_dsn(name)
    databases.drop(name)


@pytest.fixture
def database(cluster: TestServer, databases: Databases) -> Iterator[str]:
    """Address of a migrated database of this test alone, as the role that serves people (as in production)."""
    name = databases.clone()
    yield cluster.bot_dsn(name)
    databases.drop(name)


@pytest.fixture
def owner_database(cluster: TestServer, database: str) -> str:
    """The same database as ``database``, as the owner of its schema: for tampering and looking behind the scenes."""
    return cluster.owner_dsn(name_of(database))
