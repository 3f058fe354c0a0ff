"""What the pages say, in the language of who reads them: texts by gettext, numbers and dates."""

from __future__ import annotations

import datetime as dt
import gettext
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import get_args

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from nonrefoul.rules.states import Lang, state_name

LOCALE = Path(__file__).parent / "locale"
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
_LOCALES: dict[Lang, str] = {"ru": "ru", "en": "en_GB"}


@dataclass(frozen=True)
class Speech:
    """One language of the pages.

    Texts are written in English in templates and code; catalogues hold the others.
    """

    lang: Lang
    texts: gettext.NullTranslations

    def __call__(self, text: str, **values: object) -> str:
        """A text in this language, with values put in where it has `%(name)s`."""
        said = self.texts.gettext(text)
        return said % values if values else said

    def many(self, one: str, more: str, num: int, **values: object) -> str:
        """A text that counts something; `%(num)s` is the number."""
        return self.texts.ngettext(one, more, num) % {"num": self.number(num), **values}

    def number(self, value: float) -> str:
        """A number, its thousands set apart."""
        return format_decimal(value, locale=self._locale)

    def decimal(self, value: float) -> str:
        """A number with two places, as weights have."""
        return format_decimal(value, "0.00", locale=self._locale).replace("-", "\N{MINUS SIGN}")

    def percent(self, share: float) -> str:
        """A share from 0 to 1 as whole hundredths."""
        return format_percent(share, locale=self._locale).replace("-", "\N{MINUS SIGN}")

    def day(self, day: dt.date) -> str:
        """A day in full words."""
        return format_date(day, "long", locale=self._locale)

    def short_day(self, day: dt.date) -> str:
        """A day in few signs."""
        return format_date(day, "medium", locale=self._locale)

    def month(self, day: dt.date) -> str:
        """The month of a day, with the year."""
        return format_date(day, "LLL y", locale=self._locale)

    def month_name(self, number: int) -> str:
        """The name of a month, by its number from 1, as it stands alone."""
        return format_date(dt.date(2000, number, 1), "LLLL", locale=self._locale)

    def moment(self, moment: dt.datetime) -> str:
        """A moment to the minute, in UTC, which is said."""
        if moment.tzinfo:
            moment = moment.astimezone(dt.UTC)
        return f"{format_datetime(moment, 'd MMM y, HH:mm', locale=self._locale)} UTC"

    def state(self, code: str | None) -> str:
        """The name of a state."""
        return state_name(code, self.lang)

    @property
    def _locale(self) -> Locale:
        return _locale(self.lang)


@cache
def _locale(lang: Lang) -> Locale:
    return Locale.parse(_LOCALES[lang])


@cache
def speech(lang: Lang) -> Speech:
    """The speech of a language; its catalogue is read once, from the text that people edit."""
    file = LOCALE / lang / "LC_MESSAGES" / "desk.po"
    if not file.exists():
        return Speech(lang, gettext.NullTranslations())
    with file.open("rb") as text:
        catalogue = read_po(text, locale=lang)
    packed = BytesIO()
    write_mo(packed, catalogue)
    packed.seek(0)
    return Speech(lang, gettext.GNUTranslations(packed))


def wanted(cookie: str | None, accepts: str, otherwise: Lang | None) -> Lang:
    """The language to speak: the one chosen, the one asked for at the start, the browser's."""
    for lang in LANGUAGES:
        if cookie == lang:
            return lang
    if otherwise:
        return otherwise
    named = [each.partition(";")[0].strip().lower()[:2] for each in accepts.split(",")]
    return next((lang for each in named for lang in LANGUAGES if each == lang), "en")


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text that is said later, for the catalogues."""
    return text
