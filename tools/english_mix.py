"""Make documents with gold claims out of the sentences in corpus/en-phrases, the same each time.

Invented persons and states are put into the sentences, and sentences of one person's story put
together: names, pronouns and roles as a reporter would write them, other people's stories between,
and things that are no claim.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nonrefoul.reading.english.gazetteer import rules

PHRASES = Path(__file__).resolve().parents[1] / "corpus" / "en-phrases"
MODALITIES = {"a": "asserted", "r": "reported", "s": "suspected", "e": "expected", "n": "negated", "d": "denied"}
NOBODY = ("cooperates", "does_not_cooperate", "turned_away", "turned_toward")

# Given names of men, of women; family names, with what a woman's has more at its end.
NAMES = {
    "RU": ("Savely Gleb Arseny Matvei Timur Bulat Yegor Platon Zakhar Nikita Ayrat Dorzho", "Ulyana Zlata Agata Milana Taisia Varvara Aigul Sayana Kira Polina", "Okhlopkov Zimarin Berestov Yakshin Tuganov Rudakov Lapshenkov Badmaev Sorokin Kovrigin Akhmadullin Vetrov", "a"),
    "BY": ("Ales Yauhen Mikita Zmitser Pavel Uladzislau Vital Siarhei", "Alesia Hanna Maryna Darya Yaryna Volha", "Kavalchuk Hrynevich Rudkouski Mazur Shauchenka Paulovich Dubrouka Bahdanau", ""),
    "TJ": ("Sohrob Farrukh Bahrom Jamshed Nasim Khurshed Daler Parviz", "Nigora Zulfiya Mavjuda Farzona Shahnoza", "Rahimzoda Sharifov Davlatov Nazarov Mirzoev Gulomov Saidzoda Kholov", "a"),
    "UZ": ("Otabek Jasur Sherzod Bobur Rustam Aziz Polat Nurbek", "Dilnoza Gulnora Nodira Malika Aysuliu", "Yusupov Karimov Tashpulatov Ergashev Abdullaev Qodirov Sadykov Allamuratov", "a"),
    "KZ": ("Dauren Yerlan Nurlan Askar Serik Bekzat", "Ainur Dana Saltanat Zhanar Aliya", "Nurmaganbetov Abenov Seitkali Tulegenov Baimukhan Zhaksylyk", ""),
    "KG": ("Almaz Ulan Bakyt Azamat Ermek Tilek", "Aizada Nurgul Cholpon Begimai", "Soronkulov Joldoshev Asanbaev Toktogulov Beishenaly Kadyrov", ""),
    "TM": ("Serdar Merdan Dovran Batyr Rejep", "Ogulgerek Jeren Maral Aknabat", "Annamuradow Meredow Hojayew Durdyyew Atayew Orazow", "a"),
    "AZ": ("Elgun Ramin Vidadi Elshan Namig Tural", "Vusala Sevinj Aysel Gunel Leyla", "Rzaguliyev Hajimuradov Gadirzade Sharifzade Talishli Mammadzade", ""),
    "TR": ("Serhat Emre Baran Cem Hakan Yusuf", "Zeynep Elif Derya Gonca", "Yalçındağ Kaplan Özbek Demirtaş Aksoy Çelikhan", ""),
    "IR": ("Kaveh Behrouz Arash Hemin Siavash Reza", "Nasrin Shirin Parisa Golnaz", "Zarrabi Daneshvar Moradi Hosseinpour Kermani Tavakoli", ""),
    "CN": ("Wang Liu Zhao Chen Dilshat Abduweli Tenzin Erkin", "Gulbahar Mei Lin Rebiya Xia", "Jianguo Weiming Haifeng Osman Tursun Dorje Abliz Semet", ""),
    "VN": ("Nguyen Tran Le Pham Dang", "Hoang Vu Bui Do", "Van Hung|Quoc Bao|Thi Mai|Duc Anh|Moc Lan|Minh Tuan", ""),
    "EG": ("Karim Tarek Amr Hossam Sherif", "Hend Rania Mona Dalia", "Shalaby El-Masry Abdel-Ghaffar Farouk Mansour Hegazy", ""),
    "SA": ("Fahd Turki Nasser Majed", "Reem Noura Lama", "al-Harbi al-Qahtani al-Otaibi al-Dosari", ""),
    "ER": ("Yonas Tesfay Biniam Filmon", "Selam Winta Feven", "Ghebremeskel Tekle Habtemariam Kidane", ""),
    "RW": ("Innocent Patrick Emmanuel Faustin", "Claudine Espérance Aline", "Habimana Nkurunziza Mugabo Uwimana", ""),
    "NI": ("Ramiro Ernesto Julio Bayardo", "Xiomara Yolanda Marisol", "Cuadra Arguello Tinoco Mairena", ""),
    "MM": ("Ko Zaw Aung Kyaw", "Thida Hnin May", "Min Htet|Lin Naing|Ye Win|Moe Aung", ""),
}  # fmt: skip
EAST = ("CN", "VN", "MM")
HELPERS = "Anna Lindqvist|Peter Havel|Marie Dubois|Giorgi Lomidze|Tuomo Virtala|Outi Saarela|Mehmet Aksoy|Lusine Arakelyan|Bota Zhumanova|Ivana Petrović|John Whitcombe|Katarzyna Wrona|Otgon Ganbold|Ignacio Berruti|Sara Keller|Daniel Mbeki|Irina Volkova|Denis Grushin|Marat Suleev".split("|")  # noqa: SIM905
OFFICIALS = "Ruslan Dobrev|Valentin Brihuneț|Goran Stanković|Irakli Beridze|Askar Tolebaev|Hasan Yildirim|Marko Kovač|Levon Sargsian|Viktor Perepelkin|Nikita Perevozkin|Sergei Koltsov|Temirlan Akunov|Anar Huseynli|Somchai Rattan|Pedro Salcedo|Juma Rahmon".split("|")  # noqa: SIM905
BODIES = "Free Word|Steppe Wind|Khazar Desk|Green Lantern|Northern Voice|Radio Borderless|Memory House|Open Field|Dawn Council|Bridge Centre|Okolitsa|Zubr Media".split("|")  # noqa: SIM905
HOSTS = "KZ KG GE AM TR RS ME PL LT LV EE FI DE FR AT CZ SE NO US CA GB IT ES AR TH MY VN KH MN AE IL CY UZ TJ AZ RU BY MD BG RO GR HU KE ZA IN LK ID EG HR PT".split()
THIRD = "DE FR PL LT SE NO FI US CA NL AT ES CZ AR BR IL".split()
JOBS = "activist blogger journalist lawyer singer poet programmer teacher deserter sociologist singer pastor farmer vlogger student politician artist nurse engineer imam editor conscript".split()
WHEN = ("on Monday", "on Tuesday", "on Thursday", "last week", "on 12 May", "on March 3", "in March 2023", "in 2022", "yesterday", "two weeks ago", "last month", "on Saturday night", "in January", "earlier this year", "")  # fmt: skip


@dataclass
class Person:
    """Somebody invented."""

    full: str
    last: str
    woman: bool
    job: str
    named: bool = False


@dataclass
class Story:
    """One person's story: the states in it, and which of them the text has named."""

    person: Person
    host: str
    origin: str
    third: str
    named: set[str] = field(default_factory=set)


@dataclass
class Text:
    """A text as it grows, with the claims in it."""

    text: str = ""
    claims: list[dict[str, Any]] = field(default_factory=list)
    stories: list[tuple[int, Story]] = field(default_factory=list)


def phrases() -> dict[str, list[tuple[str, str]]]:
    """The sentences by event, each with its modality; under "none" those that tell nothing."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(PHRASES.glob("*.txt")):
        event = ""
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.startswith("## "):
                event = line[3:].strip()
            elif line.strip() and not line.startswith("#"):
                modality, _, sentence = line.partition(": ") if event != "none" else ("", "", line)
                found.setdefault(event, []).append((MODALITIES.get(modality, ""), sentence.strip()))
    return found


def documents(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """So many invented documents as gold records of the contract, with `triggers`."""
    chance = random.Random(seed)  # noqa: S311
    known = phrases()
    told = [event for event in known if event != "none"]
    for number in range(count):
        made = Text()
        kind = chance.random()
        if kind < 0.12:
            story = _story(chance)
            for _ in range(chance.randint(1, 5)):
                _add(made, chance, story, "none", *chance.choice(known["none"]), known)
        elif kind < 0.27:
            for _ in range(chance.randint(2, 5)):
                made.text += chance.choice(("\n\n", "\n▪️ ", "\n— ", "\n")) if made.text else ""
                _tell(made, chance, known, told, chance.randint(1, 2))
        else:
            _tell(made, chance, known, told, chance.choice((1, 2, 3, 4, 5, 6)))
            if chance.random() < 0.3:
                made.text += "\n\n"
                _tell(made, chance, known, told, chance.randint(1, 2))
        yield _record(f"mix/{number}", made)


def _record(identity: str, made: Text) -> dict[str, Any]:
    claims = []
    for claim in made.claims:
        story = claim.pop("story")
        claim["document"] = identity
        claim["host"] = story.host if story.host in story.named else None
        claim["origin"] = story.origin if story.origin in story.named else None
        claims.append(claim)
    return {"id": identity, "lang": "en", "kind": "mix" if claims else "mix none", "published": None, "text": made.text, "claims": claims}


def _story(chance: random.Random) -> Story:
    origin = chance.choice([*NAMES, "RU", "RU", "RU", "BY", "BY", "TJ", "UZ", "TM"])
    host = chance.choice([each for each in HOSTS if each != origin])
    third = chance.choice([each for each in THIRD if each not in (origin, host)])
    return Story(_person(chance, origin), host, origin, third)


def _person(chance: random.Random, origin: str) -> Person:
    men, women, families, ending = NAMES[origin]
    woman = chance.random() < 0.45
    given = chance.choice((women if woman else men).split())
    family = chance.choice(families.split("|") if "|" in families else families.split())
    if woman and ending and family.endswith(("v", "w", "n")):
        family += ending
    last = given if origin == "VN" else family if origin not in EAST else given
    return Person(f"{given} {family}", last, woman, chance.choice(JOBS))


def _tell(made: Text, chance: random.Random, known: Any, told: list[str], count: int) -> None:
    story = _story(chance)
    if chance.random() < 0.6:
        opening = chance.choice((
            "{P} is a {Oa} {job} who has lived in {Hc} since 2021.",
            "{P}, a {Oa} {job}, came to {H} two years ago.",
            "A {Oa} {job} living in {H}, {P}, is known for sharp songs.",
            "The {job} {P} fled {O} in 2022 and settled in {H}.",
            "{Hc}. The story of {P}, a {job} from {O}, has no end yet.",
        ))
        _add(made, chance, story, "none", "", opening, known)
    for event in (chance.choice(told) for _ in range(count)):
        _add(made, chance, story, event, *chance.choice(known[event]), known)
        if chance.random() < 0.25:
            _add(made, chance, story, "none", *chance.choice(known["none"]), known)


def _add(made: Text, chance: random.Random, story: Story, event: str, modality: str, sentence: str, known: Any) -> None:
    """Put a sentence at the end of a text, with its claim."""
    if made.text and not made.text.endswith(("\n", " ")):
        made.text += chance.choice((" ", " ", " ", "\n", "\n\n"))
    if event == "none" and chance.random() < 0.5 and "wrote" not in sentence:
        sentence = sentence.replace("{L}", "{L}")
    said = modality == "asserted" and event not in NOBODY and chance.random() < 0.15 and sentence.endswith(".")
    if said:
        sentence = sentence[:-1] + chance.choice((", {L} said.", ", according to {L}.", ", says a friend.", ", the rights group reported."))
        modality = "reported"
    elif modality == "asserted" and chance.random() < 0.1 and sentence.endswith("."):
        sentence = sentence[:-1] + chance.choice((", and nobody was surprised.", " while the neighbours slept.", "; the embassy kept silent."))
    elif modality and chance.random() < 0.08 and sentence[0] == "{":
        sentence = chance.choice(("Meanwhile ", "A month later ", "As we reported, ", "In the end ")) + sentence
    filled = _filled(sentence, chance, story)
    start, triggers, place = len(made.text), [], len(made.text)
    for number, piece in enumerate(filled["text"].split("*")):
        if number % 2:
            triggers.append([place, place + len(piece)])
        made.text += piece
        place += len(piece)
    if event == "none" or not triggers:
        return
    base = {"event": event, "modality": modality, "start": start, "end": len(made.text), "quote": made.text[start:], "triggers": triggers, "date": None, "attribution": None, "story": story}
    if event in NOBODY:
        made.claims.append({**base, "subject": None, "subject_kind": "none", "group": None})
    elif filled["group"]:
        made.claims.append({**base, "subject": None, "subject_kind": "group", "group": filled["group"]})
    elif filled["body"] or filled["official"]:
        kind = "organisation" if filled["body"] else "official"
        made.claims.append({**base, "subject": filled["body"] or filled["official"], "subject_kind": kind, "group": None})
    else:
        made.claims.append({**base, "subject": story.person.full, "subject_kind": "person", "group": None})


def _filled(sentence: str, chance: random.Random, story: Story) -> dict[str, Any]:
    """A sentence with its places filled."""
    kept: dict[str, Any] = {"group": None, "body": None, "official": None}

    def fill(found: re.Match[str]) -> str:
        slot, owner = found.group(1), found.group(2)
        if slot == "P":
            return _named(story.person, chance, found.start() == 0, bool(owner))
        if slot[0] in "HOT":
            code = {"H": story.host, "O": story.origin, "T": story.third}[slot[0]]
            story.named.add(code)
            return _state(code, slot[1:], chance) + owner
        if slot == "L":
            return chance.choice(HELPERS) + owner
        if slot == "job":
            return story.person.job + owner
        if slot == "D":
            return chance.choice(WHEN) + owner
        if slot == "G":
            story.named.add(story.origin)
            many = chance.choice(("three", "four", "a group of", "dozens of", "eleven", "hundreds of"))
            kept["group"] = f"{many} {_state(story.origin, 'a', chance)} {chance.choice(JOBS)}s"
            return kept["group"] + owner
        if slot == "N":
            kept["body"] = chance.choice(BODIES)
            return str(kept["body"]) + owner
        kept["official"] = chance.choice(OFFICIALS)
        return str(kept["official"]) + owner

    text = re.sub(r"\{(\w+)\}('s)?", lambda m: fill(_Match(m)), sentence)  # type: ignore[arg-type]
    text = re.sub(r" +", " ", re.sub(r" +([.,;])", r"\1", text))
    kept["text"] = text[0].upper() + text[1:] if text[0] != "*" else "*" + text[1].upper() + text[2:]
    return kept


class _Match:
    """A match whose second group is never None."""

    def __init__(self, found: re.Match[str]) -> None:
        self._found = found

    def group(self, number: int) -> str:
        return self._found.group(number) or ""

    def start(self) -> int:
        return self._found.start()


def _named(person: Person, chance: random.Random, opens: bool, owner: bool) -> str:
    tail = "'s" if owner else ""
    if not person.named:
        person.named = True
        lead = f"the {person.job} " if chance.random() < 0.2 else f"{person.job} " if chance.random() < 0.1 else ""
        return lead + person.full + tail
    roll = chance.random()
    if roll < 0.35 and (opens or owner):
        return ("Her" if person.woman else "His") if owner else ("She" if person.woman else "He")
    if roll < 0.5:
        return f"the {person.job}" + tail
    return (person.full if roll > 0.92 else person.last) + tail


def _state(code: str, form: str, chance: random.Random) -> str:
    state = next(each for each in rules().states if each.code == code)
    if form == "a" and state.adjectives:
        return state.adjectives[0]
    if form == "c" and (state.capitals or state.sites):
        return chance.choice((*state.capitals[:1] * 3, *state.sites[:2])) if state.capitals else state.sites[0]
    return state.names[0]
