"""The user's own keys to Telegram: asked for once, kept for their eyes alone, never shown."""

from __future__ import annotations

import atexit
import json
import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nonrefoul.errors import NonrefoulError

FILE = "telegram.json"
_WHERE = "make them at https://my.telegram.org, under API development tools"

# Asks the user: what for, and whether what is typed stays hidden.
Ask = Callable[[str, bool], str]


@dataclass(frozen=True, slots=True)
class Keys:
    """What Telegram knows the user's program by, and the session once it is signed in."""

    api_id: int
    api_hash: str
    session: str = ""

    def __repr__(self) -> str:
        """Tell nothing."""
        return "Keys(…)"


def load(home: Path) -> Keys | None:
    """The keys kept in a folder, or None; raises NonrefoulError where the file is broken."""
    file = home / FILE
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return Keys(int(kept["api_id"]), str(kept["api_hash"]), str(kept.get("session", "")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise NonrefoulError(f"{file} can't be read: remove it, and give the keys again") from None


def save(home: Path, keys: Keys) -> None:
    """Keep keys so that nobody but the user can read them, all of them or none."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = home / f"{FILE}.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        json.dump(asdict(keys), file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(home / FILE)


def keys(home: Path, ask: Ask) -> Keys:
    """The user's keys, asked for where none are kept yet."""
    kept = load(home)
    if kept:
        return kept
    number = ask(f"Telegram api_id ({_WHERE})", False).strip()
    if not (number.isascii() and number.isdigit()):
        raise NonrefoulError(f"an api_id is a number: {_WHERE}")
    made = Keys(int(number), ask("Telegram api_hash", True).strip())
    save(home, made)
    return made


def connect(home: Path, ask: Ask) -> Any:
    """A client that is signed in, with the user's keys.

    Raises NonrefoulError where the extra is not installed, and what Telethon raises.
    """
    try:
        from telethon.sessions import StringSession
        from telethon.sync import TelegramClient
    except ImportError:
        advice = "install it with `pip install nonrefoul[telegram]`"
        raise NonrefoulError(f"reading Telegram itself needs an extra: {advice}") from None
    # What it logs may name chats and persons.
    logging.getLogger("telethon").setLevel(logging.CRITICAL + 1)
    kept = keys(home, ask)
    client = TelegramClient(StringSession(kept.session), kept.api_id, kept.api_hash)
    client.connect()
    atexit.register(client.disconnect)
    if not client.is_user_authorized():
        sign_in(client, ask)
        save(home, Keys(kept.api_id, kept.api_hash, client.session.save()))
    return client


def sign_in(client: Any, ask: Ask) -> None:
    """Sign in by the code that Telegram sends, and by the second password where there is one."""
    phone = ask("your phone number, as +1…", False).strip()
    client.send_code_request(phone)
    try:
        client.sign_in(phone, ask("the code that Telegram sent you", True).strip())
    except Exception as error:
        # Telethon's own class, named so that this can be read without the extra.
        if type(error).__name__ != "SessionPasswordNeededError":
            raise
        client.sign_in(password=ask("your second password", True))
