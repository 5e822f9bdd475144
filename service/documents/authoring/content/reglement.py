"""Regulation for the council group: inventory D01, the fourteen sections of Sp's template."""

from __future__ import annotations

from service.documents.authoring.blocks import Content
from service.documents.authoring.content import reglement_nb, reglement_nn
from service.documents.authoring.content.common import PAGE

REGLEMENT = tuple(
    Content(
        type="reglement",
        language=language,
        titles=("Reglement", "Gruppereglement"),
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("document.title", "group.period"),
    )
    for language, blocks in (("nb", reglement_nb.BLOCKS), ("nn", reglement_nn.BLOCKS))
)
