"""What a deployment sets by environment variables: read once, by the command line."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Self, cast
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from api.webhooks.allowed import normal_entry


class LogLevel(StrEnum):
    """From how serious on a line is written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """How a line of the program's own log is written."""

    AUTO = "auto"
    JSON = "json"
    CONSOLE = "console"


class InvalidSettings(Exception):
    """An environment variable cannot be understood; the message names it."""


def _data_dir() -> Path:
    return platformdirs.user_data_path("directive-cascade", appauthor=False)


MOST_WORKERS: Final = 8
"""Each keeps the tree in memory, and opens up to 27 connections to the database."""


class Settings(BaseSettings):
    """Each field's alias is its environment variable, its description what it means."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    data_dir: Path = Field(
        default_factory=_data_dir,
        validation_alias="CASCADE_DATA_DIR",
        description="Folder of the embedded PostgreSQL and of the key that signs tokens.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        validation_alias="DATABASE_URL",
        description="A PostgreSQL from 15 on to use instead of the embedded one.",
    )
    host: str = Field(
        default="127.0.0.1",
        validation_alias="CASCADE_HOST",
        description="Address on which `cascade serve` listens.",
    )
    port: int = Field(
        default=8000,
        ge=0,
        le=65_535,
        validation_alias="CASCADE_PORT",
        description="Port on which `cascade serve` listens; 0 takes a free one.",
    )
    workers: int = Field(
        default=1,
        ge=1,
        le=MOST_WORKERS,
        validation_alias="CASCADE_WORKERS",
        description="Processes that serve on the port; one of them projects as well.",
    )
    log_level: LogLevel = Field(
        default=LogLevel.INFO,
        validation_alias="CASCADE_LOG_LEVEL",
        description="debug, info, warning or error; to stderr.",
    )
    log_format: LogFormat = Field(
        default=LogFormat.AUTO,
        validation_alias="CASCADE_LOG_FORMAT",
        description="json, console, or auto: console in a terminal, json elsewhere.",
    )
    token_days: int = Field(
        default=30,
        ge=1,
        le=3_650,
        validation_alias="CASCADE_TOKEN_DAYS",
        description="How long a token of `cascade token` is good.",
    )
    accept_future_log: bool = Field(
        default=False,
        validation_alias="CASCADE_ACCEPT_FUTURE_LOG",
        description="Record even where the log ends more than a day ahead of the clock: all is "
        "judged by its end then.",
    )
    shutdown_seconds: int = Field(
        default=10,
        ge=0,
        le=600,
        validation_alias="CASCADE_SHUTDOWN_SECONDS",
        description="How long requests under way may take once the server is told to stop.",
    )

    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        validation_alias="CASCADE_ALLOWED_ORIGINS",
        description="Origins of pages that browsers let call this server, as "
        "https://example.org:8443, with commas between them.",
    )

    webhook_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        validation_alias="CASCADE_WEBHOOK_HOSTS",
        description="Origins that webhooks may be sent to, as https://hooks.example.org or "
        "https://*.example.org, with commas between them; one in full may lie within the network.",
    )

    trusted_documents: Path | None = Field(
        default=None,
        validation_alias="CASCADE_TRUSTED_DOCUMENTS",
        description="Folder of GraphQL documents and manifests that a documentId may name.",
    )
    trusted_only: bool = Field(
        default=False,
        validation_alias="CASCADE_TRUSTED_ONLY",
        description="Run the documents of that folder, and no others.",
    )

    explorer: bool | None = Field(
        default=None,
        validation_alias="CASCADE_EXPLORER",
        description="Show browsers an explorer at /graphql; unset, `serve --demo` alone does.",
    )
    introspection: bool | None = Field(
        default=None,
        validation_alias="CASCADE_INTROSPECTION",
        description="Describe the schema to whoever has a token; unset, as the explorer's default.",
    )

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _origins(cls, written: object) -> object:
        if not isinstance(written, str):
            return written
        return tuple(_origin(each) for each in written.split(",") if each.strip())

    @field_validator("webhook_hosts", mode="before")
    @classmethod
    def _hosts(cls, written: object) -> object:
        if not isinstance(written, str):
            return written
        return tuple(normal_entry(each) for each in written.split(",") if each.strip())

    @model_validator(mode="after")
    def _trusts_something(self) -> Self:
        if self.trusted_only and self.trusted_documents is None:
            raise ValueError("CASCADE_TRUSTED_ONLY needs a folder: CASCADE_TRUSTED_DOCUMENTS")
        return self

    @field_validator("data_dir", "trusted_documents")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return path and path.expanduser().absolute()

    @property
    def dsn(self) -> str | None:
        """The DATABASE_URL in clear, for the driver."""
        return None if self.database_url is None else self.database_url.get_secret_value()


def _origin(text: str) -> str:
    """As browsers send it (RFC 6454, 6.2); raises ValueError, for ``*`` and ``null`` as well."""
    parts = urlsplit(text.strip().lower())
    written = f"{parts.scheme}://{parts.netloc}"
    port = parts.port  # raises ValueError for what is none
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ValueError(f"{text.strip()} is no origin, which is as https://example.org:8443")
    if text.strip().lower() != written:
        raise ValueError(f"an origin has no path: {written}")
    default = {"http": 80, "https": 443}[parts.scheme]
    return written.removesuffix(f":{default}") if port == default else written


@dataclass(frozen=True, slots=True)
class SettingTold:
    """A setting as people are shown it."""

    variable: str
    value: str
    default: str
    meaning: str


def read_settings() -> Settings:
    """The settings of the environment; raises InvalidSettings."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        name = wrong["loc"][0] if wrong["loc"] else "settings"
        raise InvalidSettings(f"{name}: {wrong['msg']}") from error


def told(settings: Settings) -> Iterator[SettingTold]:
    """Every setting with its value and default; passwords are left out."""
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True, validated_data={})
        yield SettingTold(
            variable=cast(str, field.validation_alias),
            value=_shown(getattr(settings, name)),
            default=_shown(default),
            meaning=_meaning(field),
        )


HIDDEN: Final = "***"


def _shown(value: object) -> str:
    if value is None or value == ():
        return "-"
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return _masked(value.get_secret_value()) if isinstance(value, SecretStr) else str(value)


def _masked(url: str) -> str:
    """A database's address without its password and its parameters, which may hold one."""
    try:
        parts = urlsplit(url)
        if not parts.scheme or not parts.netloc:
            return HIDDEN
        _, at, place = parts.netloc.rpartition("@")
        user = f"{parts.username}:{HIDDEN}@" if at and parts.username else at and f"{HIDDEN}@"
        return parts._replace(netloc=f"{user}{place}", query="", fragment="").geturl()
    except ValueError:
        return HIDDEN


def _meaning(field: FieldInfo) -> str:
    return field.description or ""
