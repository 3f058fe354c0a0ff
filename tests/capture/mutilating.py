"""Makes exports and damages them; says which messages are still whole. All of it is invented."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nonrefoul.capture import Captured, Trouble, capture, slices

WORDS = [
    "суд",
    "отложил",
    "решение",
    "об",
    "убежище",
    "адвокат",
    "сообщил",
    "каналу",
    "«кавычки»",
    "\\",
    "{скобки}",
    '"',
    "[1]",
    "🙂",
]


@dataclass(frozen=True)
class Whole:
    """A message as it stands in an undamaged export."""

    start: int
    raw: bytes
    chat: int
    number: int
    text: str


def message(number: int, dice: random.Random) -> dict[str, Any]:
    text = " ".join(dice.choice(WORDS) for _ in range(dice.randint(3, 40)))
    found: dict[str, Any] = {
        "id": number,
        "type": "message",
        "date": f"2024-05-{dice.randint(1, 28):02}T10:00:00",
        "date_unixtime": "1714986000",
        "from": "Вымышленный канал",
    }
    if dice.random() < 0.2:
        found |= {"edited": "2024-05-29T10:00:00", "edited_unixtime": "1716969600"}
    if dice.random() < 0.2:
        found |= {"photo": f"photos/photo_{number}.jpg", "width": 10, "height": 20}
    if dice.random() < 0.2:
        found["text"] = [text, {"type": "bold", "text": " жирно"}, ""]
    else:
        found["text"] = text
    return found | {"text_entities": [{"type": "plain", "text": text}]}


def chat(number: int, count: int, dice: random.Random) -> dict[str, Any]:
    header = {"name": f"Канал {number}", "type": "public_channel", "id": number}
    service = {"id": 1, "type": "service", "date": "2024-05-01T10:00:00", "text": ""}
    numbers = sorted(dice.sample(range(2, count * 2), count))
    return header | {"messages": [service, *(message(each, dice) for each in numbers)]}


def export(dice: random.Random, chats: int, count: int) -> bytes:
    """An export as Telegram Desktop writes it: of one chat, or of an account with several."""
    made = [chat(1000 + number, count, dice) for number in range(chats)]
    account = {
        "about": "Вымысел",
        "personal_information": {"user_id": 1, "first_name": "Имярек"},
        "contacts": {"about": "", "list": [{"user_id": 2, "first_name": "Некто"}]},
        "chats": {"about": "", "list": made},
    }
    what = made[0] if chats == 1 else account
    return json.dumps(what, ensure_ascii=False, indent=1).encode()


def wholes(raw: bytes, folder: Path) -> list[Whole]:
    """The messages of an undamaged export, as they are read."""
    found = list(read(raw, folder))
    assert not any(isinstance(each, Trouble) for each in found)
    return [
        Whole(each.offset, each.original, *_ids(each), each.document.text)
        for each in found
        if isinstance(each, Captured)
    ]


def _ids(found: Captured) -> tuple[int, int]:
    chat_number, number = found.document.id.split("/")
    return int(chat_number), int(number)


def read(raw: bytes, folder: Path) -> Iterator[Captured | Trouble]:
    file = folder / "result.json"
    file.write_bytes(raw)
    for each in capture(str(file)):
        if isinstance(each, Captured | Trouble):
            yield each


def damaged(raw: bytes, dice: random.Random) -> tuple[bytes, list[tuple[int, int]], str]:
    """A damaged copy, the stretches of the undamaged one that are not in it, and what was done."""
    at = dice.randrange(len(raw))
    kind = dice.choice(["cut", "flip", "flip", "flips", "dropped", "overwritten", "doubled"])
    if kind == "cut":
        return raw[:at], [(at, len(raw))], f"cut at {at}"
    if kind in ("flip", "flips"):
        hit = [dice.randrange(len(raw)) for _ in range(1 if kind == "flip" else 4)]
        copy = bytearray(raw)
        for place in hit:
            copy[place] ^= 1 << dice.randrange(8)
        return bytes(copy), [(place, place + 1) for place in hit], f"{kind} at {hit}"
    end = min(len(raw), at + dice.choice([1, 2, 30, 700, 5000]))
    if kind == "dropped":
        return raw[:at] + raw[end:], [(at, end)], f"dropped {at}-{end}"
    if kind == "overwritten":
        filling = bytes(end - at) if dice.random() < 0.5 else dice.randbytes(end - at)
        return raw[:at] + filling + raw[end:], [(at, end)], f"overwritten {at}-{end}"
    begins = [match.start() for match in re.finditer(rb'\n +\{\n +"id"', raw)]
    at, end = sorted(dice.sample(begins, 2))
    return raw[:end] + raw[at:end] + raw[end:], [], f"doubled {at}-{end}"


def check(raw: bytes, before: list[Whole], folder: Path, dice: random.Random) -> str:
    """Damage an export once; fails where a whole message is not read, or a loss is not named.

    A message is whole where none of its bytes is hit. Whose it is can be told as long as the
    header of its chat is not hit, which stands before its first message.
    """
    copy, hit, done = damaged(raw, dice)
    # Whatever falls between two reads must make no difference.
    slices.CHUNK = dice.choice([50, 700, 9000, 1 << 18])
    found = list(read(copy, folder))
    kept = [each for each in found if isinstance(each, Captured)]
    texts = {(each.document.text, each.original) for each in kept}
    ids = {(each.document.id, each.original) for each in kept}
    lost = 0
    for each in before:
        if _is_hit(hit, each.start, each.start + len(each.raw)):
            lost += each.raw not in {original for _, original in texts}
            continue
        assert (each.text, each.raw) in texts, f"{done}: lost {each.chat}/{each.number}"
        if not _header_hit(before, each, hit):
            assert (f"{each.chat}/{each.number}", each.raw) in ids, f"{done}: {each.chat}"
    troubles = [each for each in found if isinstance(each, Trouble) and each.lost]
    # Where bytes were dropped two halves may make one message, and nobody can tell.
    missing = 0 if done.startswith("dropped") else len(before) - len(kept)
    assert missing <= 0 or troubles, f"{done}: {missing} messages are missing, and nobody says so"
    assert all(" byte " in each.place for each in troubles), done
    return done


def _is_hit(hit: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(begins < end and start < ends for begins, ends in hit)


def _header_hit(before: list[Whole], each: Whole, hit: list[tuple[int, int]]) -> bool:
    """Whether anything is hit between the message before the chat's first one and that."""
    first = next(one for one in before if one.chat == each.chat)
    place = before.index(first)
    ends = before[place - 1].start + len(before[place - 1].raw) if place else 0
    return _is_hit(hit, ends, first.start)
