"""What bodies are called: the kind a name shows, the name in a title, the form to compare by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from service.domain.model import BodyKind

_NOUNS = (
    "kommunestyre|bystyre|heradsstyre|fylkesting|formannskap|byråd|fylkesråd|"
    "utvalg|utval|komité|komite|nemnd|nemd|råd|styre|forum|organ|parlament|representantskap"
)
_DEFINITE = re.compile(rf"({_NOUNS})(?:et|en|t|a)?s?\b")
_YOUTH = re.compile(r"\b(?:ung\w*|barn\w*|elev\w*|student\w*|eldre\w*)\b")
_PREPOSITION = re.compile(r"\s(?:for|med|i|av|hos|under|til|på|ved)\s")
_COUNCIL = re.compile(r"^(?:kommunestyre|bystyre|heradsstyre|fylkesting)$")
_KINDS = (
    (_COUNCIL, BodyKind.COUNCIL),
    (re.compile(r"^(?:formannskap|fylkesutvalg|fylkesutval|byråd|fylkesråd)$"), BodyKind.EXECUTIVE),
    (re.compile(r"(?:utvalg|utval|komité|komite)$"), BodyKind.COMMITTEE),
    (
        re.compile(r"(?:nemnd|nemd|råd|styre|forum|organ|parlament|fylkesting|representantskap)$"),
        BodyKind.OTHER,
    ),
)
#: Abbreviations that mean the same everywhere; a plan that explains them is believed instead.
WELL_KNOWN = {
    "KST": "Kommunestyre", "KS": "Kommunestyre", "KOM": "Kommunestyre", "K-STYRET": "Kommunestyre",
    "FSK": "Formannskap", "FS": "Formannskap", "FORM": "Formannskap", "F-SKAP": "Formannskap",
    "FT": "Fylkesting", "FU": "Fylkesutvalg", "BYST": "Bystyre",
}  # fmt: skip
#: Abbreviations that are the name itself: nobody writes them out.
_NAMES = frozenset({"AMU", "HAMU", "FAU", "SMU"})
_ABBREVIATION = re.compile(r"[A-ZÆØÅ]{2,6}")
_INTRODUCED = re.compile(
    r"^(?:(?:politisk\s+)?(?:møteplan(?:en)?|møtet|møtekalender|møteoversikt|møtedato\w*|møtedag\w*|"
    r"møtetid\w*|møterekke|møter|møta|møtene|møte|dato\w*)\s*(?:for|i|av)?\s+)",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(
    r"^(?P<type>ekstraordinær\w*|ekstraordinert?|ekstra|konstituerende|konstituerande)\s+"
    r"(?:møte\s+i\s+)?",
    re.IGNORECASE,
)
_GLUED = re.compile(
    rf"((?:{_NOUNS})(?:et|en|t|a)?(?=[A-ZÆØÅ][a-zæøå])|"
    r"\b(?:[Kk]ommunestyret?|[Bb]ystyret?|[Hh]eradsstyret?|[Ff]ormannskap(?:et)?|"
    r"[Ff]ylkesting(?:et)?)\s+(?=[A-ZÆØÅ][a-zæøå]))"
)
_BESIDE_NAME = re.compile(  # its abbreviation, a date, a year
    r"\s*\((?-i:[A-ZÆØÅ]{2,6})\)\s*$|"
    r"[\s,–-]*(?:\b[0-9]{1,2}\.[0-9]{1,2}\.(?:20)?[0-9]{2}|"
    r"\b(?:sk[ou]leåret\s+)?20[0-9]{2}(?:\s*[/–-]\s*(?:20)?[0-9]{2})?)\s*$",
    re.IGNORECASE,
)
_HYPHENATED = re.compile(r"(\w)[-\u00ad] (?=[a-zæøå])(?!(?:og|eller|samt)\b)")
_PLAIN_ADJECTIVE = re.compile(r"^(?:ordinær\w*|ordinert?|felles)\s+(?:møte\s+i\s+)", re.IGNORECASE)
_WHAT = (
    r"verksted\w*|verkstad\w*|seminar\w*|samling\w*|temamøte\w*|temadag\w*|tema|konferanse\w*|"
    r"budsjettmøte\w*|budsjett\w*|dialogmøte\w*|innbyggerdialog|heldagsmøte\w*|heldag|dagsmøte|økonomiplan\w*|"
    r"årsbudsjett|handlingsprogram\w*|konstituering\w*|konstituerende(?: møte)?|"
    r"konstituerande(?: møte)?|ekstraordinært(?: møte)?|ekstramøte\w*|befaring\w*|tertial\w*|"
    r"strategimøte\w*|strategisamling\w*|årsmelding\w*|årsmøte\w*|regnskap\w*|julemøte|"
    r"folkevalgtopplæring|orientering\w*|arbeidsmøte\w*"
)
_TYPE_AFTER = re.compile(
    rf"(?:^|[\s,/–-]+)(?P<type>(?:{_WHAT})(?:\s+og\s+(?:{_WHAT}))*)$", re.IGNORECASE
)
_ONLY_TYPE = re.compile(rf"(?:{_WHAT})(?:\s+og\s+(?:{_WHAT}))*", re.IGNORECASE)
_COMPOUND = re.compile(rf"^(?P<body>.*(?:{_NOUNS}))(?:e?s)?-?(?P<type>{_WHAT})$", re.IGNORECASE)
_MEETING = re.compile(
    rf"^(?P<body>(?:(?i:.*(?:{_NOUNS})))|[A-ZÆØÅ]{{2,5}})s?[- ]?(?i:møte(?:r|t|ne)?)\b"
)
_SMALL_WORDS = frozenset({"og", "for", "i", "med", "av", "til"})
_OF_A_SENTENCE = frozenset({
    "at", "som", "det", "er", "har", "da", "når", "om", "hvis", "viss", "dette", "denne", "vil",
    "skal", "kan", "den", "de", "vi", "merk", "ble", "var", "dersom", "der", "men", "neste",
    "kommune",
})  # fmt: skip
_ENDS_IN_NOUN = re.compile(rf"\w+?s?(?P<noun>{_NOUNS})$")
_PAPERS = re.compile(
    r"\b(?:\w*frist\w*|utsending\w*|innkalling\w*|saks?liste\w*|protokoll\w*)\b", re.IGNORECASE
)
_OCCASION = re.compile(r"(?:(?<!ut)(?:valg|val)|ferie|frist)(?:et|en|a)?$")
_UNFINISHED = re.compile(
    r"^hoved$|^hovud$|(?:\s(?:og|for|i|med|av|samt)|[,&/-])\s*$", re.IGNORECASE
)
_NO_BODY = re.compile(
    r"^(?:antall|tal|sum|totalt)\b|(?:opplæring|program|seminar|samling|konferanse|ferie|frist|valg|møte|møter|dag|fri|kurs|konferanse|kontortid|åpningstid)"
    r"(?:e?n|et|a|er|ar|ene|ane)?(?:\s+20[0-9]{2})?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Core:
    """The name inside a title, and what kind of meeting the title says it is."""

    name: str
    type: str = ""


def name_key(name: str) -> str:
    """What a name is compared by: lower case, single spaces, indefinite and without genitive."""
    return _DEFINITE.sub(r"\1", " ".join(name.casefold().split()))


def kind_of(name: str) -> BodyKind | None:
    """The kind of body that a name shows, or None if its first words are not a body's.

    What follows "for", "med" or "i" names its field or others: a "drøftingsmøte med
    fylkesutvalet" is no body.
    """
    if name in _NAMES:
        return BodyKind.OTHER
    if _PAPERS.search(name):
        return None
    key = _PREPOSITION.split(name_key(name))[0]
    words = re.findall(r"\w+", key)
    at = next((n for n, word in enumerate(words) if _kind_of_word(word)), None)
    if words and _OCCASION.search(words[-1]):
        return None
    if at is None or any(_NO_BODY.search(w) or w in _OF_A_SENTENCE for w in words[:at]):
        return None
    kinds = [kind for word in words[at:] if (kind := _kind_of_word(word))]
    if kinds[0] is BodyKind.COUNCIL and _YOUTH.search(key):
        return BodyKind.OTHER  # "Ungdommens kommunestyre" decides nothing
    return kinds[0]


def _kind_of_word(word: str) -> BodyKind | None:
    return next((kind for pattern, kind in _KINDS if pattern.search(word)), None)


def might_be_abbreviation(name: str) -> bool:
    """Whether a name is written as abbreviations are."""
    return _ABBREVIATION.fullmatch(name) is not None or name.upper() in WELL_KNOWN


def has_two_bodies(name: str) -> bool:
    """Whether a name holds two bodies and nothing that joins them: "Formannskap Kommunestyre"."""
    words = re.findall(r"\w+", name_key(name))
    at = [n for n, word in enumerate(words) if _kind_of_word(word)]
    joined = {"og", "for", "i", "av", "samt", "med", "til"}
    return any(
        not joined.intersection(words[one + 1 : other]) for one, other in pairwise(at)
    ) and name_key(name).count("råd") != len(at)


def is_cut_off(name: str) -> bool:
    """Whether a name stops where more must follow: "Utvalg for helse og"."""
    return _UNFINISHED.search(name) is not None


def is_no_body(name: str) -> bool:
    """Whether a name says that it is an occasion and no body: "Folkevalgtopplæring"."""
    bare = _PREPOSITION.split(core_name(name).name or name.strip(" ."))[0]
    return (
        bare[:1].isdigit()
        or _PAPERS.search(name) is not None
        or (
            kind_of(bare) is None
            and not might_be_abbreviation(bare)
            and _NO_BODY.search(bare) is not None
        )
    )


def suggested_abbreviations(name: str) -> frozenset[str]:
    """What a name suggests it is shortened to: "Oppvekst- og kulturutvalg" to OKU."""
    words = [w for w in re.findall(r"\w+", name_key(name)) if w not in _SMALL_WORDS]
    first = "".join(word[0] for word in words)
    ends = [_ENDS_IN_NOUN.match(word) for word in words]
    pairs = zip(words, ends, strict=True)
    nouns = "".join(w[0] + (end["noun"][0] if end else "") for w, end in pairs)
    return frozenset(short.upper() for short in (first, nouns) if len(short) > 1)


def unglued(text: str) -> str:
    """Names that lost what stood between them: "Teknisk utvalgPlanutvalg" is two."""
    return _GLUED.sub(r"\1 | ", text)


def core_name(title: str) -> Core:
    """The body in a title: "Ekstraordinært møte i formannskapet", "Kommunestyremøte, budsjett"."""
    bare = _BESIDE_NAME.sub("", title)
    title = bare if kind_of(bare) else title  # a "konferanse 2019" stays an occasion
    whole = _HYPHENATED.sub(r"\1", " ".join(title.split()))
    text = _PLAIN_ADJECTIVE.sub("", _INTRODUCED.sub("", whole.strip(" .,:–-")))
    kind = ""
    if only := _ONLY_TYPE.fullmatch(text):
        return Core("", only[0].casefold())
    if adjective := _ADJECTIVE.match(text):
        kind, text = adjective["type"], text[adjective.end() :]
    if after := _TYPE_AFTER.search(text):
        kind, text = kind or after["type"], text[: after.start()]
    if compound := _COMPOUND.match(text):
        kind, text = kind or compound["type"], compound["body"]
    if meeting := _MEETING.match(text):
        text = meeting["body"] + text[meeting.end() :]
    name = text.strip(" .,:–-/")
    return Core(name[:1].upper() + name[1:], kind.casefold())
