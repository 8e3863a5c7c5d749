"""Settings come from the environment, once, and are shown without their secrets."""

from pathlib import Path

import pytest

from api.settings import InvalidSettings, Settings, read_settings, told

VARIABLES = [str(field.validation_alias) for field in Settings.model_fields.values()]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)


def shown() -> dict[str, str]:
    return {setting.variable: setting.value for setting in told(read_settings())}


def test_every_setting_has_a_meaning_and_a_default() -> None:
    settings = list(told(read_settings()))
    assert len(settings) >= 8
    assert all(setting.meaning.endswith(".") for setting in settings)
    assert all(setting.value == setting.default for setting in settings)


def test_the_environment_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CASCADE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CASCADE_PORT", "0")
    settings = read_settings()
    assert (settings.data_dir, settings.port) == (tmp_path, 0)


def test_a_relative_folder_is_made_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASCADE_DATA_DIR", "here")
    assert read_settings().data_dir == Path.cwd() / "here"


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    assert read_settings().dsn is None


@pytest.mark.parametrize(
    ("variable", "value"),
    [("CASCADE_PORT", "x"), ("CASCADE_PORT", "65536"), ("CASCADE_LOG_LEVEL", "loud")],
)
def test_what_cannot_be_understood_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(InvalidSettings, match=variable) as caught:
        read_settings()
    assert "\n" not in str(caught.value)


def test_origins_are_a_list_as_browsers_send_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASCADE_ALLOWED_ORIGINS", "https://A.example:443, http://localhost:5173,")
    assert read_settings().allowed_origins == ("https://a.example", "http://localhost:5173")
    assert shown()["CASCADE_ALLOWED_ORIGINS"] == "https://a.example,http://localhost:5173"


@pytest.mark.parametrize(
    "value",
    ["*", "null", "a.example", "https://a.example/", "https://a:x", "ftp://a", "https://b@a"],
)
def test_what_is_no_origin_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CASCADE_ALLOWED_ORIGINS", f"https://a.example,{value}")
    with pytest.raises(InvalidSettings, match="CASCADE_ALLOWED_ORIGINS"):
        read_settings()


def test_who_runs_trusted_documents_only_has_some(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CASCADE_TRUSTED_ONLY", "yes")
    with pytest.raises(InvalidSettings, match="CASCADE_TRUSTED_DOCUMENTS"):
        read_settings()
    monkeypatch.setenv("CASCADE_TRUSTED_DOCUMENTS", str(tmp_path))
    assert read_settings().trusted_documents == tmp_path


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("postgresql://ann:pear@db:5432/cascade", "postgresql://ann:***@db:5432/cascade"),
        ("postgresql://db/cascade?password=pear", "postgresql://db/cascade"),
        ("postgresql://ann@db/cascade", "postgresql://ann:***@db/cascade"),
        ("host=db password=pear", "***"),
    ],
)
def test_passwords_are_not_shown(monkeypatch: pytest.MonkeyPatch, url: str, masked: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert shown()["DATABASE_URL"] == masked
    assert read_settings().dsn == url
    assert "pear" not in repr(read_settings())
