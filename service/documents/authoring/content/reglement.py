"""Regulation for the group in a council or a county council: inventory D01, Sp's fourteen sections.

What the template leaves to the group, and the limits its rules need, are fields: the service reads
them back as the group's settings.
"""

from __future__ import annotations

from service.documents.authoring.blocks import Content
from service.documents.authoring.content import reglement_nb, reglement_nn
from service.documents.authoring.content.common import PAGE
from service.documents.authoring.content.reglement_levels import LEVELS

_BLOCKS = {"nb": reglement_nb.blocks, "nn": reglement_nn.blocks}

REGLEMENT = tuple(
    Content(
        type="reglement",
        language=language,
        variant=variant,
        titles=("Reglement", "Gruppereglement"),
        blocks=_BLOCKS[language](level),
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("document.title", "group.period"),
    )
    for (language, variant), level in LEVELS.items()
)
