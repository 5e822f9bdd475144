"""The small words of the drawings, in both written languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from service.domain.wheels.model import Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the tables beside a drawing say."""

    fixed: str
    days: str
    number: str
    what: str
    when: str
    sure: str
    beside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a drawing says beside its items."""

    today: str
    yearly: str
    rings: str
    short: str
    legend: Mapping[Certainty, str]
    description: str
    columns: Columns


WORDS: Final[Mapping[str, Words]] = {
    "nb": Words(
        today="I dag",
        yearly="Hvert år",
        rings="Utvalgene",
        short="Formøte og ettermøte",
        legend={
            Certainty.FIXED: "Fastsatt dato",
            Certainty.PROPOSED: "Foreslått, ikke vedtatt",
            Certainty.UNSURE: "Usikker dato",
            Certainty.LIMIT: "Frist",
            Certainty.USUAL: "Vanlig tid, ingen dato satt",
        },
        description=(
            "Et hjul der tida går med klokka fra toppen. Ringene er, utenfra og inn: {rings}. "
            "Alt som står i hjulet, står også i tabellen."
        ),
        columns=Columns(
            fixed="faste tider",
            days="møter",
            number="Nr.",
            what="Hva",
            when="Når",
            sure="Hvor sikkert",
            beside="Alt som står i hjulet, står også i tabellene på de neste sidene.",
        ),
    ),
    "nn": Words(
        today="I dag",
        yearly="Kvart år",
        rings="Utvala",
        short="Formøte og ettermøte",
        legend={
            Certainty.FIXED: "Fastsett dato",
            Certainty.PROPOSED: "Føreslått, ikkje vedteke",
            Certainty.UNSURE: "Usikker dato",
            Certainty.LIMIT: "Frist",
            Certainty.USUAL: "Vanleg tid, ingen dato sett",
        },
        description=(
            "Eit hjul der tida går med klokka frå toppen. Ringane er, utanfrå og inn: {rings}. "
            "Alt som står i hjulet, står òg i tabellen."
        ),
        columns=Columns(
            fixed="faste tider",
            days="møte",
            number="Nr.",
            what="Kva",
            when="Når",
            sure="Kor sikkert",
            beside="Alt som står i hjulet, står òg i tabellane på dei neste sidene.",
        ),
    ),
}
