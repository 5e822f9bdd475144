"""Ground rules between party, board and group: inventory D02, the sections of Ap's document."""

from __future__ import annotations

from service.documents.authoring.blocks import Content
from service.documents.authoring.content import kjoreregler_nb, kjoreregler_nn
from service.documents.authoring.content.common import PAGE

KJOREREGLER = tuple(
    Content(
        type="kjoreregler",
        language=language,
        titles=titles,
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("document.title", "rules.period"),
        ignored=("group.period",),
    )
    for language, titles, blocks in (
        ("nb", ("Kjøreregler",), kjoreregler_nb.BLOCKS),
        ("nn", ("Køyrereglar",), kjoreregler_nn.BLOCKS),
    )
)
