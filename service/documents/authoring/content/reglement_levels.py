"""What a regulation calls things in a municipality's group and in a county's, in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from service.documents.authoring.blocks import Field, Text
from service.documents.authoring.content.common import MUNICIPALITY
from service.documents.manifest import FieldSpec, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The words of one level, in the definite form, and the sentences that only one of them has.

    Sp's regulation lets members of the local branch speak, and opens the meetings to members, in
    municipalities only (2.0 and 5.0).
    """

    region_field: FieldSpec
    group: str
    council: str
    region: str
    executive: str
    branch: str
    branch_label: str
    mayors: str
    represents: str
    members_speak: str = ""
    open_to_members: str = ""


LEVELS: Final = {
    ("nb", ""): Level(
        region_field=MUNICIPALITY["nb"],
        group="kommunestyregruppa",
        council="kommunestyret",
        region="kommunen",
        executive="formannskapet",
        branch="lokallaget",
        branch_label="Lokallag",
        mayors="Ordføreren og varaordføreren",
        represents="Gruppelederen møter for gruppa i styret for lokallaget og på fylkesårsmøtet. "
        "Nestlederen er vara på fylkesårsmøtet.",
        members_speak="Medlemmer av lokallaget kan også ta ordet og fremme forslag på "
        "gruppemøtene.",
        open_to_members="Gruppemøtene er åpne for partiets medlemmer.",
    ),
    ("nb", "fylke"): Level(
        region_field=FieldSpec(tag="group.municipality", label="Fylke", guidance="Skriv fylket"),
        group="fylkestingsgruppa",
        council="fylkestinget",
        region="fylkeskommunen",
        executive="fylkesutvalget",
        branch="fylkeslaget",
        branch_label="Fylkeslag",
        mayors="Fylkesordføreren og fylkesvaraordføreren",
        represents="Gruppelederen møter for gruppa i fylkesstyret og på landsmøtet. Nestlederen er "
        "vara på landsmøtet.",
    ),
    ("nn", ""): Level(
        region_field=MUNICIPALITY["nn"],
        group="kommunestyregruppa",
        council="kommunestyret",
        region="kommunen",
        executive="formannskapet",
        branch="lokallaget",
        branch_label="Lokallag",
        mayors="Ordføraren og varaordføraren",
        represents="Gruppeleiaren møter for gruppa i styret for lokallaget og på fylkesårsmøtet. "
        "Nestleiaren er vara på fylkesårsmøtet.",
        members_speak="Medlemmer av lokallaget kan òg ta ordet og gjere framlegg på gruppemøta.",
        open_to_members="Gruppemøta er opne for medlemmene i partiet.",
    ),
    ("nn", "fylke"): Level(
        region_field=FieldSpec(tag="group.municipality", label="Fylke", guidance="Skriv fylket"),
        group="fylkestingsgruppa",
        council="fylkestinget",
        region="fylkeskommunen",
        executive="fylkesutvalet",
        branch="fylkeslaget",
        branch_label="Fylkeslag",
        mayors="Fylkesordføraren og fylkesvaraordføraren",
        represents="Gruppeleiaren møter for gruppa i fylkesstyret og på landsmøtet. Nestleiaren er "
        "vara på landsmøtet.",
    ),
}


def regulation_field(
    tag: str, label: str, guidance: str, kind: Kind = "text", preset: str = ""
) -> Field:
    """One of the group's own choices, on a line of its own."""
    spec = FieldSpec(
        tag=f"regulation.{tag}", label=label, guidance=guidance, kind=kind, preset=preset
    )
    return Field(spec)


def texts(*sentences: str) -> tuple[Text, ...]:
    """Paragraphs; a sentence that a level doesn't have is ""."""
    return tuple(Text(sentence) for sentence in sentences if sentence)
