"""What the columns of a meeting plan are called, in bokmål and nynorsk."""

from __future__ import annotations

import re
from enum import Enum


class Column(Enum):
    """What a column holds."""

    DATE = "dato"
    BODY = "utvalg"
    EVENT = "møte"  # whatever takes place; not all of it is a body's meeting
    START = "tid"
    END = "slutt"
    PLACE = "sted"
    WEEKDAY = "ukedag"
    WEEK = "uke"
    MONTH = "måned"
    YEAR = "år"
    TYPE = "møtetype"
    NOTE = "merknad"
    STATUS = "status"
    SOURCE_ID = "uid"
    UNUSED = ""


_WORDS = {
    Column.DATE: "dato date startdato startdate fradato møtedato datoar datoer møtedag "
    "møtedatoar møtedatoer",
    Column.BODY: "utvalg board committee utval organ råd nemnd møteorgan hovedutvalg hovudutval",
    Column.EVENT: "møte subject title meeting emne møtenavn møtenamn navn namn hendelse hending "
    "aktivitet tittel hva kva",
    Column.START: "tid tidspunkt klokkeslett klokkeslet klokka klokken kl start starttime "
    "starttid fra frå møtetid møtestart møtetidspunkt starttidspunkt",
    Column.END: "slutt end enddate endtime sluttdato tildato til sluttid slutttid møteslutt "
    "sluttidspunkt",
    Column.PLACE: "sted location stad møtested møtestad møterom lokale rom plass møtelokale "
    "møteplass",
    Column.WEEKDAY: "dag ukedag vekedag vekdag",
    Column.WEEK: "uke veke ukenr vekenr ukenummer vekenummer",
    Column.MONTH: "måned månad mnd",
    Column.YEAR: "år årstall årstal",
    Column.TYPE: "type møtetype",
    Column.NOTE: "merknad merknader merknadar kommentar kommentarer kommentarar notat",
    Column.STATUS: "status møtestatus meetingstatus",
    Column.SOURCE_ID: "uid",
    Column.UNUSED: "nr saker sak saksliste sakliste innkalling protokoll møtebok lenke "
    "frist saksfrist innleveringsfrist utsending møteid id",
}  # fmt: skip
_BY_WORD = {word: column for column, words in _WORDS.items() for word in words.split()}
_OF_A_NAME = frozenset({"for", "i", "med"})
_OF_BODIES = {"politisk utvalg", "politisk utval", "politisk organ", "type utvalg", "råd og utvalg"}


def read_header(text: str) -> Column | None:
    """The column that a header names, or None if it is none we know."""
    words = re.sub(r"[^\w ]", "", text.casefold()).split()
    if " ".join(words) in _OF_BODIES:
        return Column.BODY
    found = _BY_WORD.get("".join(words)) or (_BY_WORD.get(words[0]) if words else None)
    if found is Column.BODY and len(words) > 1 and words[1] in _OF_A_NAME:
        return None  # "Utvalg for kultur" is a body's own column
    return found
