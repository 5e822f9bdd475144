"""Protocol (Ap) or minutes (Sp) of a group meeting: inventory D06a, D06b, and both in one.

Sources: Ap's ground rules section 4 (cases, proposal, who presents) and section 1 (who votes), Sp's
regulation 5.0 (conclusion where the group disagrees), 7.0 (impartiality), 4.0 (factions), 8.0
(notices of dissent) and 9.0 (media). Everybody's has what both ask for.
"""

from __future__ import annotations

from service.documents.authoring.blocks import Content
from service.documents.authoring.content import protokoll_nb, protokoll_nn
from service.documents.authoring.content.common import PAGE, STATUS

_EVERYBODY = ("Protokoll", "Referat", "Møteprotokoll", "Møtereferat", "Møtebok")
_PROTOCOL = ("Protokoll", "Møteprotokoll", "Møtebok")
_MINUTES = ("Referat", "Møtereferat")

PROTOKOLL = tuple(
    Content(
        type="protokoll",
        language=language,
        variant=variant,
        titles=titles,
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("meeting.title", "meeting.date"),
        ignored=("group.period", "meeting.number"),
        status=STATUS[language],
    )
    for language, variant, titles, blocks in (
        ("nb", "", _EVERYBODY, protokoll_nb.BLOCKS),
        ("nn", "", _EVERYBODY, protokoll_nn.BLOCKS),
        ("nb", "ap", _PROTOCOL, protokoll_nb.AP_BLOCKS),
        ("nn", "ap", _PROTOCOL, protokoll_nn.AP_BLOCKS),
        ("nb", "sp", _MINUTES, protokoll_nb.SP_BLOCKS),
        ("nn", "sp", _MINUTES, protokoll_nn.SP_BLOCKS),
    )
)
