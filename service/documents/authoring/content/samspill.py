"""Ground rules between the elected and the administration: inventory D03, D04 and D05.

Sources: Sørum's ground rules (the line, commitments, values, log, elements A1 to E11; own wording).
"""

from __future__ import annotations

from service.documents.authoring.blocks import Content
from service.documents.authoring.content import samspill_nb, samspill_nn
from service.documents.authoring.content.common import PAGE

SAMSPILL = tuple(
    Content(
        type="samspill",
        language=language,
        titles=titles,
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.municipality",),
        header_right=("document.title", "rules.period"),
        ignored=("group.name", "group.period"),
        landscape=True,
    )
    for language, titles, blocks in (
        ("nb", ("Kjøreregler for samspillet", "Samspillsregler"), samspill_nb.BLOCKS),
        ("nn", ("Køyrereglar for samspelet", "Samspelsreglar"), samspill_nn.BLOCKS),
    )
)
