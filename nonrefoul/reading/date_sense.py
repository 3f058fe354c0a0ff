"""What an expression of time means, given the document's own date and the dates named before it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from nonrefoul.reading.date_moment import Moment, Setting, of_day, possible, shift, shift_month
from nonrefoul.reading.date_words import russian


def _latest(month: int, day: int | None, setting: Setting) -> Moment | None:
    """The latest such day or month not after publication; the nearest where it may lie ahead."""
    published = setting.published
    if published is None:
        return None
    years = [
        y for y in range(published.year + 1, published.year - 9, -1) if possible(y, month, day)
    ]
    moments = [Moment(year, month, day, anchored=True) for year in years]
    if setting.ahead:
        return min(moments, key=lambda m: abs(m.first - published), default=None)
    return next((m for m in moments if m.first <= published), None)


def _carried(month: int, day: int | None, setting: Setting) -> Moment | None:
    """The day or month in the year that the words just before have set."""
    if setting.year is None:
        return None
    moment = Moment(setting.year.year, month, day, sets_year=True)
    published = setting.published
    return moment if published is None or _first_possible(moment, published) else None


def _first_possible(moment: Moment, published: dt.date) -> bool:
    return possible(moment.year, moment.month, moment.day) and moment.first <= published


def _in_month(match: re.Match[str], month: int, day: int | None, setting: Setting) -> Moment | None:
    """A month or a day in it, with the year as the words, the paragraph or publication give it."""
    groups = match.groupdict()
    if groups.get("year"):
        moment: Moment | None = Moment(int(groups["year"]), month, day, sets_year=True)
    elif groups.get("near"):
        year = _near_year(groups["near"], setting)
        moment = Moment(year, month, day, anchored=True, sets_year=True) if year else None
    elif groups.get("own"):
        own = setting.published
        moment = Moment(own.year, month, day, anchored=True) if own else None
    elif groups.get("same"):
        earlier = setting.earlier
        moment = replace(earlier, month=month, day=day, sure=True) if earlier else None
    else:
        moment = _carried(month, day, setting) or _latest(month, day, setting)
    return moment if moment and possible(moment.year, month, day) else None


def _near_year(stem: str, setting: Setting) -> int | None:
    return setting.published.year + russian().steps(stem) if setting.published else None


def day_number(word: str) -> int:
    """The day of the month that digits or an ordinal name."""
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else russian().day_of[" ".join(word.split())]


def _day(match: re.Match[str], setting: Setting) -> Moment | None:
    month = russian().month(match["month"])
    # A night "с 16 на 17" is the night of the 17th, as "в ночь на 17" is.
    link = (match["link"] or "").strip()
    return _in_month(match, month, day_number(match["other" if link == "на" else "day"]), setting)


def _month(match: re.Match[str], setting: Setting) -> Moment | None:
    return _in_month(match, russian().month(match["month"]), None, setting)


def _numeric(match: re.Match[str], setting: Setting) -> Moment | None:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    year += 2000 if len(match["year"]) == 2 else 0
    return Moment(year, month, day, sets_year=True) if possible(year, month, day) else None


def _heading(match: re.Match[str], setting: Setting) -> Moment | None:
    month, day = int(match["month"]), int(match["day"])
    return _in_month(match, month, day, setting) if possible(2000, month, day) else None


def _year(match: re.Match[str], setting: Setting) -> Moment | None:
    return None if match["range"] else Moment(int(match["year"]))


def _months(match: re.Match[str], setting: Setting) -> Moment | None:
    """Some months together are no one moment."""
    return None


def _year_nearby(match: re.Match[str], setting: Setting) -> Moment | None:
    year = _near_year(match["near"], setting)
    return Moment(year, anchored=True) if year else None


def _year_start(match: re.Match[str], setting: Setting) -> Moment | None:
    return Moment(setting.published.year, anchored=True) if setting.published else None


def _month_nearby(match: re.Match[str], setting: Setting) -> Moment | None:
    published = setting.published
    return shift_month(published, russian().steps(match["near"])) if published else None


def _week_nearby(match: re.Match[str], setting: Setting) -> Moment | None:
    """A week is dated by its month, where the whole of it lies in one."""
    if setting.published is None:
        return None
    steps = -1 if match["near"] == "т" else russian().steps(match["near"])
    monday = shift(setting.published, 7 * steps - setting.published.weekday())
    sunday = shift(monday, 6) if monday else None
    if monday is None or sunday is None or monday.month != sunday.month:
        return None
    return Moment(monday.year, monday.month, anchored=True)


def _season(match: re.Match[str], setting: Setting) -> Moment | None:
    """A season is dated by its year."""
    season, published = russian().season(match["season"]), setting.published
    if match["year"]:
        return Moment(int(match["year"]))
    if match["near"] or match["step"] or published is None:
        return _season_nearby(match, setting)
    if setting.year:
        return Moment(setting.year.year, sets_year=True)
    if season.across:
        return None
    return Moment(published.year - (published.month < season.first_month), anchored=True)


def _season_nearby(match: re.Match[str], setting: Setting) -> Moment | None:
    season, published = russian().season(match["season"]), setting.published
    if published is None or (season.across and not match["near"]):
        return None
    steps = russian().steps(match["near"] or match["step"])
    # "Прошлой весной" said in autumn may mean either of two springs.
    if match["step"] and steps == -1 and published.month >= season.first_month + 3:
        return None
    return Moment(published.year + steps, anchored=True)


def _weekday(match: re.Match[str], setting: Setting) -> Moment | None:
    published = setting.published
    if published is None:
        return None
    back = (published.weekday() - russian().weekday_of[match["weekday"]]) % 7
    near = match["near"]
    steps = russian().steps(near) if near and near != "т" else 0
    if steps > 0 or (setting.ahead and not near):
        found = shift(published, 7 - back if back else 7)
    else:
        found = shift(published, -(back or (7 if steps < 0 else 0)))
    return of_day(found) if found else None


def _named(match: re.Match[str], setting: Setting) -> Moment | None:
    word = " ".join(match["word"].split())
    found = shift(setting.published, russian().days[word]) if setting.published else None
    return of_day(found) if found else None


def _before(match: re.Match[str], setting: Setting) -> Moment | None:
    if setting.here:
        return _later_by(setting.here, -1)
    found = shift(setting.published, -1) if setting.published else None
    return of_day(found) if found else None


def _count(match: re.Match[str]) -> float | None:
    word = match["count"]
    if word is None:
        return 1
    return float(word) if word.isdigit() else russian().numbers.get(word)


def _ago(match: re.Match[str], setting: Setting) -> Moment | None:
    """Days back are days, weeks about a day, months a month, longer times about a month or year."""
    count, unit, published = _count(match), russian().unit_of[match["unit"]], setting.published
    if count is None or published is None:
        return None
    if unit in ("day", "week"):
        found = shift(published, -round(count * (7 if unit == "week" else 1)))
        return of_day(found, sure=unit == "day") if found else None
    months = round(count * {"month": 1, "half_year": 6, "year": 12}[unit])
    moment = shift_month(published, -months)
    if moment and unit == "year" and count == int(count):
        return Moment(moment.year, sure=False, anchored=True)
    return replace(moment, sure=months == 1) if moment else None


def _later(match: re.Match[str], setting: Setting) -> Moment | None:
    """So long after the moment named before; "за неделю до" something else is not worked out."""
    count, unit = _count(match), russian().unit_of[match["unit"]]
    if (
        count is None
        or setting.near is None
        or "until" in match.groupdict()
        or unit not in ("day", "week")
    ):
        return None
    return _later_by(setting.near, round(count * (7 if unit == "week" else 1)), unit == "day")


def _later_by(earlier: Moment, days: int, sure: bool = True) -> Moment | None:
    """So many days after a day; after a month or year, about the same where it is a few days."""
    if earlier.date is None:
        return replace(earlier, sure=earlier.sure and abs(days) < 4) if abs(days) < 10 else None
    found = shift(earlier.date, days)
    if found is None:
        return None
    return of_day(found, sure=sure and earlier.sure, anchored=earlier.anchored)


def _same_day(match: re.Match[str], setting: Setting) -> Moment | None:
    return setting.day


def _then(match: re.Match[str], setting: Setting) -> Moment | None:
    """What is said to be "тогда же" is no nearer than the month."""
    return replace(setting.near, day=None) if setting.near else None


def _same_year(match: re.Match[str], setting: Setting) -> Moment | None:
    return replace(setting.near, month=None, day=None) if setting.near else None


def _next_day(match: re.Match[str], setting: Setting) -> Moment | None:
    earlier = setting.near or setting.day
    return _later_by(earlier, 1) if earlier else None


def _date_alone(match: re.Match[str], setting: Setting) -> Moment | None:
    """A day without a month is of the month named last, else the latest before publication."""
    day, earlier = day_number(match["day"]), setting.earlier
    if earlier and earlier.month:
        return _day_after(day, earlier)
    if setting.published is None:
        return None
    month = setting.published.replace(day=1)
    if day > setting.published.day:
        month = (month - dt.timedelta(days=1)).replace(day=1)
    if not possible(month.year, month.month, day):
        return None
    return Moment(month.year, month.month, day, anchored=True)


def _day_after(day: int, earlier: Moment) -> Moment | None:
    month = dt.date(earlier.year, earlier.month or 1, 1)
    if earlier.day and earlier.day > day:
        following = shift_month(month, 1)
        if following is None:
            return None
        month = dt.date(following.year, following.month or 1, 1)
    if not possible(month.year, month.month, day):
        return None
    return Moment(month.year, month.month, day, anchored=earlier.anchored)


SENSES: dict[str, Callable[[re.Match[str], Setting], Moment | None]] = {
    "iso": _numeric,
    "dotted": _numeric,
    "heading": _heading,
    "day": _day,
    "month": _month,
    "months": _months,
    "year": _year,
    "near_year": _year_nearby,
    "year_start": _year_start,
    "near_month": _month_nearby,
    "near_week": _week_nearby,
    "season": _season,
    "weekday": _weekday,
    "named": _named,
    "before": _before,
    "ago": _ago,
    "later": _later,
    "same_day": _same_day,
    "then": _then,
    "same_year": _same_year,
    "next_day": _next_day,
    "date_alone": _date_alone,
}
