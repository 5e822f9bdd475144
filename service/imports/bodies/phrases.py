"""Bodies as running text names them: "Ekstraordinært møte i formannskapet, Fjordsalen"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from service.domain.model import BodyKind
from service.imports.bodies.body_names import (
    core_name,
    is_no_body,
    kind_of,
    might_be_abbreviation,
    unglued,
)

_PARTS = re.compile(r"[\t;|:•·]|\s[-–—]\s|\s[-–—](?=[A-ZÆØÅ])|\s[-–—]$|^[-–—]\s|\*+|[¹²³⁴⁵⁶⁷⁸⁹]+")
_JOINTS = re.compile(r"(,\s*|\s+og\s+|\s*/\s*|\s+\+\s+|\s+&\s+|\s+samt\s+)")
_ENDS_A_NAME = frozenset({
    "har", "holder", "held", "møter", "møtes", "møtest", "møte", "møtet", "møtene", "møta",
    "avholdes", "holdes", "haldast", "blir", "vert", "er", "den", "skal", "vil", "kan", "starter",
    "startar", "begynner", "byrjar", "møtedatoer", "møtedatoar", "møtedager", "møtedagar",
    "møtedato", "kl", "på", "fra", "frå", "til", "der", "som", "mandager", "tirsdager",
    "onsdager", "torsdager", "fredager", "måndagar", "tysdagar", "onsdagar", "torsdagar",
    "fredagar", "hver", "kvar", "vår", "høst", "haust", "behandler", "handsamar", "vedtok",
    "vedtar", "gir", "gjev", "får", "må", "satte", "valgte", "ble", "vart", "finner", "ved", "og",
    "datoar", "datoer", "våren", "høsten", "hausten", "sitt", "sine", "si", "disse", "desse",
    "følgende", "fylgjande", "følgjande", "mandagene", "tirsdagene", "onsdagene", "torsdagene",
    "fredagene", "måndagane", "tysdagane", "onsdagane", "torsdagane", "fredagane", "alle",
    "medlemmer", "medlemer", "velges", "velger",
})  # fmt: skip
_TELLS_A_STORY = frozenset({
    "behandler", "handsamar", "vedtok", "vedtar", "gir", "gjev", "satte", "valgte", "får", "må",
    "ble", "vart", "kan", "medlemmer", "medlemer", "velges", "velger",
})  # fmt: skip
_FILLERS = (_ENDS_A_NAME - _TELLS_A_STORY) | {
    "kvartal", "utvalg", "utval", "organ", "møter", "hva", "kva", "merk", "møteprotokoller",
    "protokoller", "innkallinger", "sakspapirer", "møteinnkallinger", "møtepapirer",
    "saksdokumenter", "møtedokumenter", "sakslister", "møtedag", "møteplan", "møtetid",
    "møtetider", "møtekalender", "møtestart", "dato", "følgende", "fylgjande", "følgjande",
    "disse", "desse", "dager", "dagar", "dag", "samt", "i", "for", "faste", "fast", "ordinært",
    "ordinære", "neste", "våren", "høsten", "hausten", "halvår", "halvdel", "nr", "start",
    "oppstart", "klokken", "klokka", "klokkeslett", "samme", "same", "stad", "sted", "tid",
    "alle", "kommune", "ha", "planlagte", "planlagde", "politisk", "politiske", "uke", "veke",
    "nb", "innkalling", "protokoll", "saksliste", "sakliste", "møtebok", "saker", "måned",
    "månad", "år", "vinter", "sommer", "sommar", "januar", "februar", "mars", "april", "mai",
    "juni", "juli", "august", "september", "oktober", "november", "desember", "finner",
    "kommende", "styremøte",
}  # fmt: skip
_PLACE = re.compile(
    r"\b(?:\w*(?:salen|sal|rommet|rom|huset|hus|skole|skolen|skule|skulen|kantina|kantine|hotell|"
    r"hotellet|biblioteket|bibliotek|bygget|bygg|senter|senteret|hallen|kirke|teams|fjernmøte|"
    r"telefonmøte|museet|museum|gard|gård)|digitalt|digital|fysisk|nettmøte|heimen|etasje|etg)\b",
    re.IGNORECASE,
)
_HELD_AT = re.compile(
    r".*\b(?:holdes|holdt|haldne?|haldast|avholdes)\s+(?:i|på|ved)\s+(?P<place>\S.*)", re.IGNORECASE
)
_PLACED = re.compile(r"\s+(?:i|på|ved)\s+(?=[\wÆØÅæøå])")
_BEGINS = re.compile(r"^(?:og|samt)\s+", re.IGNORECASE)
_SPACED_COMMA = re.compile(r"[ \u00a0]+(?=,)")
_LEFT_OVER = re.compile(r"(?:\s+(?:i|på|for|av|med))+$")
_GENERIC = frozenset({"utvalg", "utval", "råd", "nemnd", "organ", "komité", "komite", "styre"})
_SEASONS = frozenset({"vår", "våren", "høst", "høsten", "haust", "hausten"})
_REFERENCE = re.compile(r"\bsak(?:snr|snummer|er)?\.?\s*[0-9]+/[0-9]+", re.IGNORECASE)
_ALL_BODIES = re.compile(
    r"(?:politiske|kommunale|faste|andre|øvrige|alle|folkevalgte)\s+(?:utval|organ|råd|nemnd)",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset({"med", "av", "hos", "for", "i", "på", "til", "og", "fra", "frå"})
_WHOLE = frozenset({BodyKind.COUNCIL, BodyKind.EXECUTIVE})  # their names have no other parts
_LONGEST_NAME = 12  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A body's name with what stands beside it; ``rest`` are the words that mean nothing known."""

    name: str
    type: str = ""
    place: str = ""
    rest: str = ""


def place_in(text: str) -> str:
    """The text as a place, or the place in its sentence, or "" if it doesn't sound like one."""
    text = text.strip(" ,.–-")
    if held := _HELD_AT.match(text):
        return held["place"]
    bare = re.sub(r"^(?:i|på|ved|sted|stad)\s*:?\s+", "", text, flags=re.IGNORECASE)
    placed = bare != text and bare[:1].isupper()
    return bare if (placed or _PLACE.search(bare)) and kind_of(bare) is None else ""


def without_fillers(text: str) -> str:
    """The text without the words that only join a body and its dates."""
    words = re.findall(r"[^\s,;:|•·\t/]+", _REFERENCE.sub(" ", text))
    return " ".join(w for w in words if _tells(_key(w)))


def _tells(word: str) -> bool:
    return any(c.isalpha() for c in word) and word not in _FILLERS


def is_body(text: str) -> bool:
    """Whether a text reads as the name of one body."""
    name = core_name(text).name
    if not name:
        return False
    known = kind_of(name) is not None or might_be_abbreviation(name)
    words = name.split()
    odd = (
        _ALL_BODIES.match(name) is not None
        or name[:1].isdigit()
        or _key(name) in _GENERIC
        or _key(words[0]) in _PREPOSITIONS
    )
    return known and not odd


def bodies_in(text: str) -> tuple[Phrase, ...]:
    """The bodies that a text lists, with what it says of them all; none if it tells a story."""
    text = _SPACED_COMMA.sub("", text)
    found: list[Phrase] = []
    beside: list[str] = []
    for part in (_BEGINS.sub("", one.strip(" ,.–-")) for one in _PARTS.split(unglued(text))):
        if not part:
            continue
        names, more = _names_and_more(part)
        if names and not (found and more):
            found += names
            beside += more
        else:
            beside.append(part)
    return tuple(_with_beside(phrase, beside) for phrase in found)


def joined_bodies(name: str) -> tuple[str, ...]:
    """The council and its executive where a name is both: "Formannskap og kommunestyre"."""
    names = tuple(phrase.name for phrase in bodies_in(name) if not phrase.rest)
    both = len(names) > 1 and {kind_of(core_name(one).name) for one in names} == _WHOLE
    return names if both else ()


def _names_and_more(part: str) -> tuple[list[Phrase], list[str]]:
    """The bodies that a part begins with, and the pieces after them."""
    pieces = _whole(_JOINTS.split(part))
    names: list[str] = [pieces[0]]
    if is_no_body(pieces[0]):
        return [], []
    more: list[str] = []
    for joint, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if more or (is_body(names[-1]) and "," in joint and not _goes_on(piece)):
            (names if not more and is_body(piece) else more).append(piece)
        elif is_body(names[-1]) and is_body(piece):
            names.append(piece)
        elif "," in joint and kind_of(core_name(piece).name) in _WHOLE:
            more.append(names.pop())
            names.append(piece)
        else:
            names[-1] += joint + piece
    phrases: list[Phrase] = []
    for name in names:
        phrase, after = _phrase(name)
        if phrase is None:
            return [], []
        phrases.append(phrase)
        more += [after] if after else []
    return phrases, more


def _whole(pieces: Sequence[str]) -> list[str]:
    """The pieces and the joints between them, half words with what they share: "Plan- og ..."."""
    whole = [pieces[0]]
    for joint, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if whole[-1].endswith("-"):
            whole[-1] += joint + piece
        else:
            whole += [joint, piece]
    return whole


def _goes_on(piece: str) -> bool:
    """Whether a piece after a comma is of the name: "Utvalg for teknisk, landbruk og miljø"."""
    words = piece.split()
    return (
        not is_body(piece)
        and not place_in(piece)
        and not core_name(piece).type
        and (len(words) == 1 and words[0].rstrip("-").isalpha())
    )


def _phrase(text: str) -> tuple[Phrase | None, str]:
    """The body that a text begins with, and the words after its name."""
    core = core_name(text)
    words = core.name.split()
    while len(words) > 1 and _key(words[0]) in _SEASONS:
        words = words[1:]
    end = next((n for n, word in enumerate(words) if n and _ends(words, n)), len(words))
    name, after = " ".join(words[:end]).strip(" ,/"), " ".join(words[end:])
    name, place = _split_place(_LEFT_OVER.sub("", name))
    if not 0 < len(name.split()) <= _LONGEST_NAME or not is_body(name):
        return None, ""
    return Phrase(name=name, type=core.type, place=place), after


def _ends(words: Sequence[str], at: int) -> bool:
    """Whether a name ends before this word; "og" goes on with it where a word follows."""
    word = _key(words[at])
    return word in _ENDS_A_NAME and not (word == "og" and at + 1 < len(words))


def _split_place(name: str) -> tuple[str, str]:
    found = _PLACED.search(name)
    place = place_in(name[found.end() :]) if found else ""
    return (name[: found.start()], place) if found and place else (name, "")


def _with_beside(phrase: Phrase, texts: Iterable[str]) -> Phrase:
    rest: list[str] = []
    for text in (piece.strip() for one in texts for piece in one.split(",")):
        core = core_name(text)
        if not phrase.place and place_in(text):
            phrase = replace(phrase, place=place_in(text))
        elif not phrase.type and core.type and not core.name:
            phrase = replace(phrase, type=core.type)
        elif left := without_fillers(text):
            rest.append(left)
    return replace(phrase, rest=" ".join(rest))


def _key(word: str) -> str:
    return word.casefold().strip(".,:;!?«»\"'–-()")
