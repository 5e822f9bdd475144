"""Protocol (Ap) or minutes (Sp) of a group meeting: inventory D06a and D06b in one template.

Sources: Ap's ground rules section 4 (cases, proposal, who presents), Sp's regulation 5.0
(conclusion where the group disagrees), 7.0 (impartiality), 4.0 (factions) and 9.0 (media).
"""

from __future__ import annotations

from service.documents.authoring.blocks import Content
from service.documents.authoring.content import protokoll_nb, protokoll_nn
from service.documents.authoring.content.common import PAGE, STATUS

PROTOKOLL = tuple(
    Content(
        type="protokoll",
        language=language,
        titles=titles,
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("meeting.title", "meeting.date"),
        ignored=("group.period", "meeting.number"),
        status=STATUS[language],
    )
    for language, titles, blocks in (
        (
            "nb",
            ("Protokoll", "Referat", "Møteprotokoll", "Møtereferat", "Møtebok"),
            protokoll_nb.BLOCKS,
        ),
        (
            "nn",
            ("Protokoll", "Referat", "Møteprotokoll", "Møtereferat", "Møtebok"),
            protokoll_nn.BLOCKS,
        ),
    )
)
