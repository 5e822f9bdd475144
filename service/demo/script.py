"""What the demo's people do: two groups, their plans, and how two protocols are filled in.

The people do not exist. The dates are those two municipalities published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from service.demo.person import Handwriting, TypedCase
from service.domain.model import OSLO


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScript:
    """One group's part: its files, the half-years planned, when, and when the demo looks at it.

    ``handwriting`` is by the document's path in the group's folder. ``moved`` is a newer version
    of the municipality's plan.
    """

    group_file: str
    plan_file: str
    halves: tuple[str, ...]
    planned: dt.datetime
    now: dt.datetime
    handwriting: Mapping[str, Handwriting] = field(default_factory=dict)
    moved: str | None = None


def data(name: str) -> bytes:
    """One of the demo's files."""
    return (files("service.demo.data") / name).read_bytes()


_MEMBERS = ("Kari", "Ola", "Nils", "Anne", "Per", "Marit", "Eva", "Jon", "Liv", "Lars", "Ingrid")
_PRESENT = {f"{name} Nordmann": "Ja" for name in _MEMBERS}
_WELL = Handwriting(
    fields={
        "meeting.secretary": "Ola Nordmann",
        "minutes.committee_cases": "Ingen saker fra utvalgene denne gangen.",
        "minutes.other": "Ingen saker.",
        "minutes.approved": "Godkjent av gruppeleder 23. januar 2018",
    },
    attendance=_PRESENT,
    cases=(
        TypedCase(
            number="3/18",
            title="Skolebruksplan",
            lines={
                "Innstilling": "Formannskapet tilrår planen.",
                "Drøfting": "Gruppa gikk gjennom skyss og plass på skolene.",
                "Forslag": "Følger innstillingen",
                "Konklusjon": "Gruppa stemmer for planen.",
                "Hvem fører saken": "Anne Nordmann",
                "Avstemning": "Enstemmig",
            },
        ),
        TypedCase(
            number="4/18",
            title="Vedlikehold av kommunale veier",
            lines={
                "Innstilling": "Kommunedirektøren tilrår tiltakslista.",
                "Forslag": "Gang- og sykkelveien flyttes først på lista",
                "Konklusjon": "Gruppa fremmer endringsforslaget.",
                "Hvem fører saken": "Ola Nordmann",
                "Avstemning": "8 mot 1",
            },
        ),
    ),
)
_BADLY = Handwriting(
    attendance={"Kari Nordmann": "Ja", "Ola Nordmann": "Ja", "Per Nordmann": "Nei"},
    cases=(
        TypedCase(
            number="9/18",
            title="Kulturskolen",
            lines={"Innstilling": "Formannskapet tilrår økt kontingent."},
        ),
        TypedCase(
            number="10/18",
            title="Salg av tomt",
            lines={"Forslag": "Utsettes", "Hvem fører saken": "Hege Nordmann"},
        ),
    ),
)

_REFERAT = Handwriting(
    fields={
        "meeting.secretary": "Ola Nordmann",
        "minutes.habilitet": "Ingen meldt",
        "minutes.factions": "Formannskapsfraksjonen orienterte om sakene til 17. januar.",
        "minutes.media": "Intervju om bredbånd, Kari Nordmann tar det.",
    },
    attendance={"Kari Nordmann": "Ja", "Ola Nordmann": "Ja", "Nils Nordmann": "Ja"},
    cases=(
        TypedCase(
            number="1/23",
            title="Bredbånd i grendene",
            lines={
                "Innstilling": "Kommunedirektøren tilrår å vente.",
                "Drøfting": "Gruppa mener det haster.",
                "Konklusjon": "Gruppa går mot innstillingen. Kommunen bør søke om tilskudd i år.",
                "Hvem fører saken": "Kari Nordmann",
                "Avstemning": "3 mot 0",
            },
        ),
    ),
)
_REGLEMENT = Handwriting(
    fields={
        "regulation.adopted": "14. november 2019",
        "regulation.quarantine": "ingen",
        "regulation.cooperation": "ingen avtale",
    }
)

GROUPS = (
    GroupScript(
        group_file="aure.toml",
        plan_file="aure-2018-1.txt",
        halves=("2018-1",),
        planned=dt.datetime(2017, 12, 11, 12, tzinfo=OSLO),
        now=dt.datetime(2018, 2, 14, 12, tzinfo=OSLO),
        handwriting={
            "2018/2018-01-22 Protokoll.docx": _WELL,
            "2018/2018-02-05 Protokoll.docx": _BADLY,
        },
        moved="aure-2018-1-endret.txt",
    ),
    GroupScript(
        group_file="gjerstad.toml",
        plan_file="gjerstad-2023.html",
        halves=("2023-1", "2023-2"),
        planned=dt.datetime(2022, 12, 12, 12, tzinfo=OSLO),
        now=dt.datetime(2023, 2, 13, 12, tzinfo=OSLO),
        handwriting={
            "Reglement.docx": _REGLEMENT,
            "2023/2023-01-12 Referat.docx": _REFERAT,
        },
    ),
)
