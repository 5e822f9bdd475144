"""The kinds of documents a group has: what each is called, where it lies, and when it is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from service.domain.model import Audience, Group, Meeting, MeetingType


class Occasion(Enum):
    """What a document is about, and so how many there are of it."""

    TERM = "term"  # one for the whole term
    HALF = "half"  # one for each half-year
    MEETING = "meeting"  # one for each meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of document (inventory, section 3).

    ``names`` are what its files are called, in bokmål and nynorsk. ``meetings`` are the types of
    meetings it can be about. It lies in the folder of ``audience``, or of its meeting's own. It is
    made by itself for the meetings in ``made_for`` when they come up, or (one for the term) for
    groups with one of ``packs``; the others are made when somebody asks for them.
    """

    type: str
    names: tuple[str, str]
    occasion: Occasion
    meetings: frozenset[MeetingType] = frozenset()
    audience: Audience | None = Audience.GROUP
    made_for: frozenset[MeetingType] = frozenset()
    packs: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """What its files are called in that language."""
        return self.names[language == "nn"]

    def lies_with(self, audience: Audience, meeting: Meeting | None = None) -> bool:
        """Whether it lies in that audience's folder."""
        own = self.audience or (meeting.audience if meeting else Audience.GROUP)
        return own is audience


_GROUP: Final = frozenset({MeetingType.GRP_ORD, MeetingType.GRP_EXTRA})
_BOARD: Final = frozenset({MeetingType.GRP_BOARD})
_FACTION: Final = frozenset({MeetingType.FRAK})
_COUNCIL: Final = frozenset({MeetingType.MUN_COUNCIL})


def _meeting(
    type_: str, name: str, meetings: frozenset[MeetingType], made_for: frozenset[MeetingType]
) -> Kind:
    return Kind(
        type=type_,
        names=(name, name),
        occasion=Occasion.MEETING,
        meetings=meetings,
        made_for=made_for,
        audience=None,
    )


def _term(type_: str, bokmaal: str, nynorsk: str = "", *, packs: tuple[str, ...] = ()) -> Kind:
    names = (bokmaal, nynorsk or bokmaal)
    return Kind(type=type_, names=names, occasion=Occasion.TERM, packs=packs)


KINDS: Final[tuple[Kind, ...]] = (
    _meeting("innkalling", "Innkalling", _GROUP | _BOARD, _GROUP | _BOARD),
    _meeting("protokoll", "Protokoll", _GROUP | _BOARD, _GROUP),
    _meeting("styrereferat", "Styrereferat", _BOARD, _BOARD),
    _meeting("fraksjonsnotat", "Fraksjonsnotat", _FACTION, _FACTION),
    Kind(
        type="saksoversikt",
        names=("Saksoversikt", "Saksoversikt"),
        occasion=Occasion.MEETING,
        meetings=_COUNCIL,
    ),
    _term("reglement", "Reglement", packs=("sp-reglement",)),
    _term("kjoreregler", "Kjøreregler", "Køyrereglar", packs=("ap-",)),
    _term(
        "samspill",
        "Kjøreregler for samspillet",
        "Køyrereglar for samspelet",
        packs=("sorum-",),
    ),
    Kind(type="moteplan", names=("Møteplan", "Møteplan"), occasion=Occasion.HALF),
    Kind(type="frammote", names=("Frammøteliste", "Frammøteliste"), occasion=Occasion.HALF),
    _term("oppfolging", "Oppfølgingsliste"),
    _term("programoppfolging", "Programoppfølging"),
    _term("konstituering", "Konstitueringsprotokoll"),
    _term("testamente", "Politisk testamente"),
    _term("overlevering", "Overlevering"),
)
BY_TYPE: Final[Mapping[str, Kind]] = {kind.type: kind for kind in KINDS}

_PARTY_VARIANTS: Final = (("ap-", "ap"), ("sp-", "sp"))  # by the rule packs a group has chosen
_MINUTES: Final = ("Referat", "Referat")  # what Senterpartiet's regulation (5.0) calls a protocol


def variant_of(type_: str, group: Group) -> str:
    """Which variant of a template a group uses; "" is everybody's."""
    if type_ == "reglement":
        return "fylke" if group.county else ""
    if type_ == "protokoll":
        return next(
            (
                name
                for start, name in _PARTY_VARIANTS
                if any(p.startswith(start) for p in group.packs)
            ),
            "",
        )
    return ""


def file_name(kind: Kind, group: Group) -> str:
    """What a group's files of that kind are called, without date and ending."""
    if kind.type == "protokoll" and variant_of(kind.type, group) == "sp":
        return _MINUTES[group.language == "nn"]
    return kind.name(group.language)
