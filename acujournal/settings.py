"""What the computer's owner may decide, read once from the environment and checked loudly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from acujournal.errors import BadSetting

DEFAULT_PORT = 8501


@dataclass(frozen=True)
class Settings:
    """Where the data lie and where the program listens."""

    data_folder: Path
    database_url: str
    address: str
    port: int
    port_was_chosen: bool = False
    makes_daily_copies: bool = True

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read ACUJOURNAL_DATA_FOLDER, _DATABASE_URL, _ADDRESS, _PORT and _DAILY_COPIES.

        Raises BadSetting with a sentence that names the variable.
        """
        folder = environ.get("ACUJOURNAL_DATA_FOLDER", "")
        data_folder = _at_home(folder) if folder else default_data_folder()
        if not data_folder.is_absolute():
            raise BadSetting("ACUJOURNAL_DATA_FOLDER must be a whole path, starting at the root of the disk.")
        url = environ.get("ACUJOURNAL_DATABASE_URL", "") or _address_of(data_folder / "acujournal.sqlite")
        return cls(
            data_folder=data_folder,
            database_url=_known_database(url),
            address=environ.get("ACUJOURNAL_ADDRESS", "") or "127.0.0.1",
            port=_port(environ.get("ACUJOURNAL_PORT", "")),
            port_was_chosen=bool(environ.get("ACUJOURNAL_PORT", "")),
            makes_daily_copies=_is_on(environ.get("ACUJOURNAL_DAILY_COPIES", "")),
        )


def default_data_folder() -> Path:
    """The folder this computer's user keeps programs' data in, by the custom of the operating system."""
    from platformdirs import user_data_path

    return user_data_path("acujournal", appauthor=False)


def _at_home(folder: str) -> Path:
    try:
        return Path(folder).expanduser()
    except RuntimeError:
        raise BadSetting(
            "ACUJOURNAL_DATA_FOLDER names the home of a user this computer does not know."
        ) from None


def _address_of(file: Path) -> str:
    # A folder may be called 100%, or What?, which mean something else in an address.
    return "sqlite:///" + quote(str(file), safe="/:\\")


def _known_database(url: str) -> str:
    if url.startswith(("postgres://", "postgresql://")):
        # The plain scheme names no driver; this program brings psycopg 3.
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    if url.startswith("sqlite:///"):
        if "?" in url and not url.startswith("sqlite:///file:"):
            raise BadSetting(
                "ACUJOURNAL_DATABASE_URL holds a question mark, which begins options that SQLite reads only after file: "
                "and with uri=true. Leave it out; one that belongs to the file's name is written %3F."
            )
        # A path from the folder one happens to stand in would open another journal each time.
        if not Path(url.removeprefix("sqlite:///").split("?", 1)[0]).is_absolute():
            raise BadSetting(
                "ACUJOURNAL_DATABASE_URL must hold a whole path, starting at the root of the disk, "
                "such as sqlite:////home/ana/journal.sqlite ."
            )
        return url
    if url.startswith("postgresql+psycopg://"):
        return url
    raise BadSetting(
        "ACUJOURNAL_DATABASE_URL must begin with sqlite:/// or postgresql:// . Change it, or unset it to use "
        "a file in the data folder."
    )


def _is_on(text: str) -> bool:
    word = text.strip().casefold()
    if word not in ("", "on", "off"):
        # Whoever wrote "no" would otherwise have copies, and whoever wrote "yes" might have none.
        raise BadSetting("ACUJOURNAL_DAILY_COPIES must be on or off. Without it daily copies are made.")
    return word != "off"


def _port(text: str) -> int:
    if not text:
        return DEFAULT_PORT
    if not text.isdecimal() or len(text) > 5 or not 1 <= int(text) <= 65535:
        raise BadSetting("ACUJOURNAL_PORT must be a number from 1 to 65535.")
    return int(text)
