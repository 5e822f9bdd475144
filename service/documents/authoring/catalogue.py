"""Every shipped template's content."""

from __future__ import annotations

from typing import Final

from service.documents.authoring.blocks import Content
from service.documents.authoring.content.innkalling import INNKALLING
from service.documents.authoring.content.kjoreregler import KJOREREGLER
from service.documents.authoring.content.moteplan import MOTEPLAN
from service.documents.authoring.content.protokoll import PROTOKOLL
from service.documents.authoring.content.reglement import REGLEMENT
from service.documents.authoring.content.samspill import SAMSPILL

CONTENTS: Final[tuple[Content, ...]] = (
    *PROTOKOLL,
    *INNKALLING,
    *REGLEMENT,
    *KJOREREGLER,
    *SAMSPILL,
    *MOTEPLAN,
)
