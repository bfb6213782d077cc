"""config.env and config.database"""

import pytest

from config.database import database_from_url
from config.env import BadSettingError, env_bool, env_choice, env_int, env_list, env_str


def refuses(line):
    return pytest.raises(BadSettingError, match=f"^Setting {line}$")


def test_a_setting_that_is_not_there_has_its_default(monkeypatch):
    monkeypatch.delenv("X", raising=False)

    assert env_str("X", "calf") == "calf"
    assert env_int("X", 4) == 4
    assert env_bool("X", default=True) is True
    assert env_list("X", "a, b") == ["a", "b"]
    assert env_choice("X", ("demo", "test"), "demo") == "demo"


def test_a_secret_can_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("s3cret\n")
    monkeypatch.setenv("X", "not this")
    monkeypatch.setenv("X_FILE", str(tmp_path / "secret"))

    assert env_str("X") == "s3cret"


def test_a_secret_file_that_is_not_there_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("X_FILE", str(tmp_path / "gone"))

    with refuses(r"X_FILE: cannot be read \(No such file or directory\)\."):
        env_str("X")


def test_a_secret_file_that_is_no_text_is_named(monkeypatch, tmp_path):
    (tmp_path / "secret").write_bytes(b"\xff\xfe\x00")
    monkeypatch.setenv("X_FILE", str(tmp_path / "secret"))

    with refuses("X_FILE: .*"):
        env_str("X")


@pytest.mark.parametrize(
    ("text", "value"),
    [("yes", True), (" ON ", True), ("1", True), ("True", True), ("no", False), ("0", False), ("", False)],
)
def test_the_usual_words_mean_yes_or_no(monkeypatch, text, value):
    monkeypatch.setenv("X", text)

    assert env_bool("X", default=not value) is value


@pytest.mark.parametrize("text", ["maybe", "2", "yes please"])
def test_any_other_word_is_neither_yes_nor_no(monkeypatch, text):
    monkeypatch.setenv("X", text)

    with refuses(f"X: '{text}' is neither yes nor no."):
        env_bool("X", default=False)


@pytest.mark.parametrize("text", ["many", "4.5", "", "0x10"])
def test_a_number_must_be_whole(monkeypatch, text):
    monkeypatch.setenv("X", text)

    with refuses(f"X: '{text}' is not a whole number."):
        env_int("X", 4)


def test_a_list_has_no_empty_parts(monkeypatch):
    monkeypatch.setenv("X", " a.org ,, b.org,")

    assert env_list("X") == ["a.org", "b.org"]


def test_a_choice_names_what_there_is_to_choose(monkeypatch):
    monkeypatch.setenv("X", "staging")

    with refuses("X: 'staging' is not one of demo, production."):
        env_choice("X", ("demo", "production"), "demo")


def test_a_bad_setting_ends_the_process_with_one_line():
    error = BadSettingError("SECRET_KEY", "is missing.")

    assert isinstance(error, SystemExit)
    assert error.code == "Setting SECRET_KEY: is missing."


def test_a_database_address_is_taken_apart():
    database = database_from_url("postgresql://ann:p%40ss%2F@db.example:5433/unknot", pool_size=0)

    assert (database["USER"], database["PASSWORD"]) == ("ann", "p@ss/")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", "5433", "unknot")
    assert database["OPTIONS"] == {}


def test_a_database_can_be_reached_through_a_socket_and_with_options():
    database = database_from_url("postgres://ann@/unknot?host=/run/pg&sslmode=require", pool_size=0)

    assert (database["HOST"], database["PORT"]) == ("/run/pg", "")
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_a_pool_has_the_size_that_was_asked_for():
    database = database_from_url("postgresql://ann@db/unknot", pool_size=4)

    assert database["OPTIONS"]["pool"]["max_size"] == 4


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("mysql://ann@db/unknot", r"only postgresql:// addresses are supported\."),
        ("unknot", r"only postgresql:// addresses are supported\."),
        ("postgresql://ann@db", r"names no database\."),
        ("postgresql://ann@db/", r"names no database\."),
        ("postgresql://ann@db:port/unknot", ".*port.*"),
        ("postgresql://ann@db:99999/unknot", ".*port.*"),
        ("postgresql://ann@[::1/unknot", ".*"),
    ],
)
def test_an_address_that_cannot_be_read_stops_the_start_with_one_line(address, problem):
    with refuses(f"DATABASE_URL: {problem}"):
        database_from_url(address, pool_size=0)


def test_a_password_is_not_printed_when_the_address_is_bad():
    with pytest.raises(BadSettingError) as caught:
        database_from_url("postgresql://ann:hush/hush@db/unknot", pool_size=0)

    assert "hush" not in str(caught.value)
