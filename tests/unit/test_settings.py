"""Wrong settings are refused at start, each with a sentence that names it and keeps its secret."""

import os

import pytest

from northlog.settings import PREFIX, WrongSetting, load


@pytest.fixture(autouse=True)
def no_settings_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


def _refusal(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> str:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting) as refused:
        load()
    sentence = str(refused.value)
    assert sentence.startswith(name)
    assert "\n" not in sentence
    assert refused.value.__cause__ is None
    return sentence


def test_without_any_setting_there_is_a_default_for_all() -> None:
    settings = load()
    assert (settings.host, settings.port, settings.database_url) == ("127.0.0.1", 8000, None)


def test_a_flag_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHLOG_PORT", "9000")
    assert load(port=9001, host=None).port == 9001


def test_a_misspelt_variable_is_told_the_one_that_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "did you mean NORTHLOG_DATABASE_URL?" in _refusal(monkeypatch, "NORTHLOG_DATABSE_URL", "postgresql://x")


def test_a_variable_that_resembles_none_is_sent_to_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "docs/settings.md" in _refusal(monkeypatch, "NORTHLOG_ZZZ", "1")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", ""])
def test_a_port_that_is_none(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    assert "Port the HTTP API listens on." in _refusal(monkeypatch, "NORTHLOG_PORT", port)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://northlog_app:hunter2@db/northlog",
        "northlog_app:hunter2@db/northlog",
        "postgresql://northlog_app:hunter2@db:port/northlog",
        "postgresql://northlog_app:hunter2/x@db/northlog",
        "hunter2",
    ],
)
def test_a_url_that_cannot_be_used_is_refused_without_showing_its_password(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    assert "hunter2" not in _refusal(monkeypatch, "NORTHLOG_DATABASE_URL", url)


def test_a_wrong_log_level_is_told_the_right_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "'debug', 'info', 'warning' or 'error'" in _refusal(monkeypatch, "NORTHLOG_LOG_LEVEL", "loud")


@pytest.mark.parametrize("endpoint", ["collector:4318", "grpc://user:hunter2@collector:4317"])
def test_a_collector_that_is_not_reached_by_http(monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    assert "hunter2" not in _refusal(monkeypatch, "NORTHLOG_OTLP_ENDPOINT", endpoint)


def test_unless_asked_for_there_are_neither_metrics_nor_traces() -> None:
    settings = load()
    assert (settings.metrics_port, settings.metrics_host, settings.otlp_endpoint) == (None, "127.0.0.1", None)


def test_no_secret_stands_where_settings_are_printed() -> None:
    url = "postgresql://northlog_app:hunter2@db/northlog"
    collector = "https://user:hunter2@collector.example.org"
    settings = load(database_url=url, owner_url=url, app_password="hunter2", otlp_endpoint=collector)
    assert "hunter2" not in repr(settings)


def test_a_rebuild_reads_and_writes_at_once_so_one_connection_is_too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "greater than or equal to 2" in _refusal(monkeypatch, "NORTHLOG_POOL_SIZE", "1")
