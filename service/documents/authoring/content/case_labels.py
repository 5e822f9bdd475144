"""The labelled paragraphs of a case that several document types share, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from service.documents.manifest import LabelSpec


def _by_key(*labels: LabelSpec) -> Mapping[str, LabelSpec]:
    return {label.key: label for label in labels}


_LABELS: Final = {
    "nb": _by_key(
        LabelSpec(
            key="recommendation",
            kind="prose",
            label="Innstilling",
            guidance="Skriv kort hva som er innstilt, og av hvem",
        ),
        LabelSpec(
            key="discussion",
            kind="prose",
            label="Drøfting",
            aliases=("Diskusjon",),
            guidance="Skriv hovedpunktene i drøftingen",
        ),
        LabelSpec(
            key="proposal",
            kind="prose",
            label="Forslag",
            aliases=("Vårt forslag", "Gruppas forslag", "Partiets forslag"),
            guidance="Skriv gruppas forslag, eller «følger innstillingen»",
        ),
        LabelSpec(
            key="conclusion",
            kind="prose",
            label="Konklusjon",
            aliases=("Vedtak",),
            guidance="Skriv hva gruppa kom fram til",
        ),
        LabelSpec(
            key="presenter",
            label="Hvem fører saken",
            aliases=("Fører saken", "Saksansvarlig", "Ordfører for saken"),
            guidance="Skriv hvem som legger fram saken i møtet",
        ),
        LabelSpec(
            key="dissent",
            kind="prose",
            label="Avvik",
            aliases=("Dissens", "Avvikende syn"),
            guidance="Skriv hvem som ser annerledes på saken, eller «ingen»",
        ),
        LabelSpec(
            key="votes",
            label="Avstemning",
            aliases=("Votering", "Stemmetall"),
            guidance="Skriv stemmetallet, for eksempel «7 mot 4», eller «enstemmig»",
        ),
    ),
    "nn": _by_key(
        LabelSpec(
            key="recommendation",
            kind="prose",
            label="Innstilling",
            aliases=("Tilråding",),
            guidance="Skriv kort kva som er innstilt, og av kven",
        ),
        LabelSpec(
            key="discussion",
            kind="prose",
            label="Drøfting",
            aliases=("Diskusjon",),
            guidance="Skriv hovudpunkta i drøftinga",
        ),
        LabelSpec(
            key="proposal",
            kind="prose",
            label="Framlegg",
            aliases=("Vårt framlegg", "Framlegget frå gruppa", "Framlegget frå partiet"),
            guidance="Skriv framlegget frå gruppa, eller «følgjer innstillinga»",
        ),
        LabelSpec(
            key="conclusion",
            kind="prose",
            label="Konklusjon",
            aliases=("Vedtak",),
            guidance="Skriv kva gruppa kom fram til",
        ),
        LabelSpec(
            key="presenter",
            label="Kven fører saka",
            aliases=("Fører saka", "Saksansvarleg", "Ordførar for saka"),
            guidance="Skriv kven som legg fram saka i møtet",
        ),
        LabelSpec(
            key="dissent",
            kind="prose",
            label="Avvik",
            aliases=("Dissens", "Avvikande syn"),
            guidance="Skriv kven som ser annleis på saka, eller «ingen»",
        ),
        LabelSpec(
            key="votes",
            label="Røysting",
            aliases=("Avrøysting", "Røystetal"),
            guidance="Skriv røystetalet, til dømes «7 mot 4», eller «samrøystes»",
        ),
    ),
}


def case_labels(language: str, *labels: str | LabelSpec) -> tuple[LabelSpec, ...]:
    """The labels in the order given: by key where it is the usual one, else a type's own."""
    usual = _LABELS[language]
    return tuple(usual[label] if isinstance(label, str) else label for label in labels)
