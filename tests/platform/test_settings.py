"""Settings: each malformed value names its variable; secrets come from files and stay out of ``repr``."""

from pathlib import Path

import pytest

from bot.platform.settings import CHECKOUT, Settings, SettingsError, read_settings

TOKEN = "7123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


def test_nothing_given_means_the_newcomers_installation() -> None:
    settings = read_settings({})
    assert settings.bot_token is None
    assert settings.database_url is None
    assert settings.webhook_url is None
    assert settings.host == "127.0.0.1"
    assert settings.state in (CHECKOUT / ".state", Path("/var/lib/tereze"))


def test_an_empty_variable_is_an_absent_one() -> None:
    assert read_settings({"TEREZE_BOT_TOKEN": " ", "TEREZE_PORT": ""}).port is None


def test_secrets_from_files(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n")
    (tmp_path / "secret").write_text("abc_DEF-1")
    (tmp_path / "db").write_text("postgresql://u:p@h/d\n")
    settings = read_settings(
        {
            "TEREZE_BOT_TOKEN_FILE": str(tmp_path / "token"),
            "TEREZE_WEBHOOK_URL": "https://tereze.example.kz/hook/",
            "TEREZE_WEBHOOK_SECRET_FILE": str(tmp_path / "secret"),
            "TEREZE_DATABASE_URL_FILE": str(tmp_path / "db"),
        }
    )
    assert settings.bot_token == TOKEN
    assert settings.webhook_url == "https://tereze.example.kz/hook"
    assert settings.webhook_secret == "abc_DEF-1"
    assert settings.migration_url == settings.database_url == "postgresql://u:p@h/d"


def test_102_repr_shows_no_secret() -> None:
    settings = Settings(
        state=Path("/s"), bot_token=TOKEN, database_url="postgresql://u:dbpass@h/d", webhook_secret="hooksecret"
    )
    for secret in (TOKEN, "dbpass", "hooksecret"):
        assert secret not in repr(settings)


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"TEREZE_BOT_TOKEN": "secretlooking"}, "TEREZE_BOT_TOKEN is malformed"),
        ({"TEREZE_BOT_TOKEN": TOKEN, "TEREZE_BOT_TOKEN_FILE": "/x"}, "both set"),
        ({"TEREZE_BOT_TOKEN_FILE": "/does/not/exist"}, "TEREZE_BOT_TOKEN_FILE: /does/not/exist cannot be read"),
        ({"TEREZE_WEBHOOK_URL": "https://t.example.kz", "TEREZE_BOT_TOKEN": TOKEN}, "TEREZE_WEBHOOK_SECRET"),
        ({"TEREZE_WEBHOOK_URL": "https://t.example.kz", "TEREZE_WEBHOOK_SECRET": "a"}, "TEREZE_BOT_TOKEN"),
        ({"TEREZE_WEBHOOK_URL": "http://t.example.kz"}, "must be https"),
        ({"TEREZE_WEBHOOK_URL": "https://"}, "TEREZE_WEBHOOK_URL is malformed"),
        ({"TEREZE_WEBHOOK_URL": "https://[::"}, "TEREZE_WEBHOOK_URL is malformed"),
        ({"TEREZE_WEBHOOK_SECRET": "пароль"}, "TEREZE_WEBHOOK_SECRET is malformed"),
        ({"TEREZE_DATABASE_URL": "mysql://u:dbpass@h/d"}, "TEREZE_DATABASE_URL is malformed"),
        ({"TEREZE_PORT": "65536"}, "TEREZE_PORT is malformed"),
        ({"TEREZE_PORT": "-1"}, "TEREZE_PORT is malformed"),
        ({"TEREZE_PORT": "٨٠"}, "TEREZE_PORT is malformed"),
        ({"TEREZE_LOG_LEVEL": "loud"}, "TEREZE_LOG_LEVEL is malformed"),
        ({"TEREZE_REPLICA": "a b"}, "TEREZE_REPLICA is malformed"),
        ({"TEREZE_WEBHOK_URL": "https://x"}, "Did you mean TEREZE_WEBHOOK_URL"),
    ],
)
def test_says_what_is_wrong_and_never_the_secret(environ: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(environ)
    assert says in str(caught.value)
    assert "secretlooking" not in str(caught.value)
    assert "dbpass" not in str(caught.value)


def test_empty_secret_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("\n")
    with pytest.raises(SettingsError, match="is empty"):
        read_settings({"TEREZE_BOT_TOKEN_FILE": str(tmp_path / "token")})


def test_the_suites_own_variables_are_no_mistake() -> None:
    read_settings({"TEREZE_TEST_CLUSTER_DSN": "postgresql://x/y"})
