"""What tells a text apart: bokmål forms nynorsk never has, Norwegian in English, and sentences."""

import re

_BOKMAL = re.compile(
    r"\b("
    # words
    r"ikke|jeg|hvem|hva|hvis|hvor\w*|hvilke\w*|hver\w*|noen|noe|en|et|hun|ham|dem|selv|nå|bare|"
    r"uten|fra|sammen|mye|mer|flere|annet|annen|frem\w*|siden|"
    # verbs
    r"være|vært|ble|gjør\w*|kommer|følger|sier|mangler|bekreft\w*|skrevet|vedtatt|gikk|fikk|sto|"
    r"krever|skriver|leser|sitter|velger\w*|finner|legger|setter|ligger|tar|vet|avgjør\w*|varsler|"
    r"drøftes|avklares|avgjøres|meldes|skrives|kalles|velges|vedtas|holdes|følges|legges|settes|"
    r"sendes|tas|gis|føres|brukes|finnes|regnes|trengs|kreves|møtes|"
    # nouns and adjectives
    r"\w*leder(?:e|en|ne|nes)?|medlemm\w+|flertall\w*|mindretall\w*|\w*utvalg\w*|\w*valg|"
    r"\w*valget|saken|møtene|reglene|kjørereglene|regler|planer|planene|endringer|endringene|"
    r"dokumenter|dokumentene|partier|partiene|punkter|punktene|programmer|programmene|organer|"
    r"\w*navn|navnene|ukedag\w*|uker?|måned\w*|dager|dagene|timer|ganger|mandag|tirsdag|lørdag|"
    r"personer|kandidater|representanter|penger|hoved\w*|begrunn\w*|\w{4,}ingen|\w+heten|"
    r"høst|høsten|\w*uenig\w*|enige?|oppgaver?|henvisning\w*|opplysninger|stemmegivning"
    r")\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
_NORWEGIAN_WORDS = re.compile(r"\b(og|ikke|ikkje|som|eller|saken|saka|gruppa|møte)\b")
_NORWEGIAN_LETTERS = re.compile(r"\b[a-zæøå]*[æøå][a-zæøå]*\b")  # a capital makes it a name
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÆØÅ«“]|$)")  # "19. april" and "kl. 18.00" go on


def bokmal_in(nynorsk: str) -> list[str]:
    """Forms that only bokmål has."""
    return [found[0] for found in _BOKMAL.finditer(nynorsk)]


def norwegian_in(english: str, *, known: frozenset[str] = frozenset()) -> list[str]:
    """Norwegian words outside quotation marks, names and what English has no word for."""
    text = unquoted(english)
    found = [*_NORWEGIAN_WORDS.findall(text), *_NORWEGIAN_LETTERS.findall(text)]
    return [word for word in found if word not in known]


def unquoted(text: str) -> str:
    """The text without what it quotes, such as a heading of the source."""
    return _QUOTED.sub("", text)


def sentences_in(text: str) -> int:
    """How many sentences the text has."""
    return len(_SENTENCE_END.findall(text))
