"""Every shipped template's content."""

from __future__ import annotations

from typing import Final

from service.documents.authoring.blocks import Content
from service.documents.authoring.content.fraksjonsnotat import FRAKSJONSNOTAT
from service.documents.authoring.content.frammote import FRAMMOTE
from service.documents.authoring.content.funnrapport import FUNNRAPPORT
from service.documents.authoring.content.innkalling import INNKALLING
from service.documents.authoring.content.kjoreregler import KJOREREGLER
from service.documents.authoring.content.konstituering import KONSTITUERING
from service.documents.authoring.content.moteplan import MOTEPLAN
from service.documents.authoring.content.oppfolging import OPPFOLGING
from service.documents.authoring.content.overlevering import OVERLEVERING
from service.documents.authoring.content.programoppfolging import PROGRAMOPPFOLGING
from service.documents.authoring.content.protokoll import PROTOKOLL
from service.documents.authoring.content.reglement import REGLEMENT
from service.documents.authoring.content.saksoversikt import SAKSOVERSIKT
from service.documents.authoring.content.samspill import SAMSPILL
from service.documents.authoring.content.styrereferat import STYREREFERAT
from service.documents.authoring.content.testamente import TESTAMENTE

CONTENTS: Final[tuple[Content, ...]] = (
    *PROTOKOLL,
    *INNKALLING,
    *STYREREFERAT,
    *FRAKSJONSNOTAT,
    *SAKSOVERSIKT,
    *OPPFOLGING,
    *REGLEMENT,
    *KJOREREGLER,
    *SAMSPILL,
    *MOTEPLAN,
    *FRAMMOTE,
    *PROGRAMOPPFOLGING,
    *TESTAMENTE,
    *KONSTITUERING,
    *OVERLEVERING,
    *FUNNRAPPORT,
)
