"""Political testament at the end of a term: inventory D14, Sp's booklets (SP23-POL-8)."""

from __future__ import annotations

from typing import Final

from service.documents.authoring.blocks import Block, Content, FieldTable, Heading, Table, Title
from service.documents.authoring.content.common import (
    GROUP,
    MUNICIPALITY,
    PAGE,
    PERIOD,
    column,
    line,
    section,
    title,
)
from service.documents.manifest import TableSpec

_WIDTHS: Final = (33, 45, 34, 32, 21)

_NB: tuple[Block, ...] = (
    Title(title("Politisk testamente")),
    FieldTable(
        "Hva testamentet gjelder",
        (
            GROUP["nb"],
            MUNICIPALITY["nb"],
            PERIOD["nb"],
            line("testament.programme", "Program", "Skriv hvilket program gruppa er valgt på",
                 "Partiprogram"),
            line("testament.adopted", "Vedtatt", "Skriv når gruppa vedtok testamentet"),
            line("testament.handed_over", "Overlevert", "Skriv når det ble overlevert, og til hvem",
                 "Overlevert til"),
        ),
    ),
    section("testament.summary", "Det viktigste vi fikk til", "Skriv det velgerne bør vite om "
            "perioden, med det viktigste først", "Oppsummering"),
    Heading("Sak for sak"),
    Table(
        TableSpec(
            id="results",
            columns=(
                column("case", "Programsak", "Sak"),
                column("done", "Dette gjorde vi", "Hva vi gjorde", "Tiltak"),
                column("result", "Resultat", "Utfall"),
                column("reference", "Protokoll", "Protokollsak", "Henvisning", "Kilde"),
                column("profile", "Profilsak", "Profil"),
            ),
        ),
        "Sak for sak: programsak, hva gruppa gjorde, resultat, protokoll og om det er en profilsak",
        _WIDTHS,
    ),
    section("testament.remaining", "Dette gjenstår", "Skriv hvilke saker som ikke er i mål, og hvor"
            " de står", "Det som gjenstår", "Gjenstår"),
    section("testament.advice", "Råd til neste gruppe", "Skriv hva dere ville gjort igjen, og hva "
            "dere ville gjort annerledes", "Råd til den nye gruppa", "Råd"),
)  # fmt: skip

_NN: tuple[Block, ...] = (
    Title(title("Politisk testamente")),
    FieldTable(
        "Kva testamentet gjeld",
        (
            GROUP["nn"],
            MUNICIPALITY["nn"],
            PERIOD["nn"],
            line("testament.programme", "Program", "Skriv kva program gruppa er vald på",
                 "Partiprogram"),
            line("testament.adopted", "Vedteke", "Skriv når gruppa vedtok testamentet"),
            line("testament.handed_over", "Overlevert", "Skriv når det vart overlevert, og til "
                 "kven", "Overlevert til"),
        ),
    ),
    section("testament.summary", "Det viktigaste vi fekk til", "Skriv det veljarane bør vite om "
            "perioden, med det viktigaste først", "Oppsummering"),
    Heading("Sak for sak"),
    Table(
        TableSpec(
            id="results",
            columns=(
                column("case", "Programsak", "Sak"),
                column("done", "Dette gjorde vi", "Kva vi gjorde", "Tiltak"),
                column("result", "Resultat", "Utfall"),
                column("reference", "Protokoll", "Protokollsak", "Tilvising", "Kjelde"),
                column("profile", "Profilsak", "Profil"),
            ),
        ),
        "Sak for sak: programsak, kva gruppa gjorde, resultat, protokoll og om det er ei profilsak",
        _WIDTHS,
    ),
    section("testament.remaining", "Dette står att", "Skriv kva saker som ikkje er i mål, og kvar "
            "dei står", "Det som står att", "Står att"),
    section("testament.advice", "Råd til neste gruppe", "Skriv kva de ville gjort om att, og kva "
            "de ville gjort annleis", "Råd til den nye gruppa", "Råd"),
)  # fmt: skip

TESTAMENTE = tuple(
    Content(
        type="testamente",
        language=language,
        titles=("Politisk testamente", "Testamente"),
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("document.title", "group.period"),
    )
    for language, blocks in (("nb", _NB), ("nn", _NN))
)
