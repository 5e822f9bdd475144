"""Reading a published plan from an address: one request, and in words what came of it."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from connectors.publication import (
    BadAddress,
    PrivateAddress,
    Publication,
    Publications,
    RedirectRefused,
    TooLarge,
)
from connectors.store import Busy, Forbidden, NotFound, StoreError, Unauthorized, Unreachable
from service.domain.errors import InputError

_CODES: Final[tuple[tuple[type[StoreError], str], ...]] = (
    (BadAddress, "address"),
    (PrivateAddress, "private"),
    (RedirectRefused, "redirect"),
    (TooLarge, "too_large"),
    (NotFound, "not_found"),
    (Unauthorized, "closed"),
    (Forbidden, "closed"),
    (Busy, "busy"),
    (Unreachable, "unreachable"),
)
_SENTENCES: Final = {
    "nb": {
        "address": "Adressen må være slik nettleseren viser den, som https://… Kopier den derfra.",
        "private": "Adressen fører inn i et lukket nett. Lim inn planen, eller last opp fila.",
        "redirect": "Siden sender videre til en adresse vi ikke følger. Åpne siden i nettleseren, "
        "og kopier adressen du ender på.",
        "too_large": "Det som ligger på adressen, er over 20 MB. Velg adressen til selve planen.",
        "not_found": "Det finnes ingen side på adressen. Finn den nye adressen hos kommunen.",
        "closed": "Siden krever innlogging. Lim inn planen, eller last opp fila.",
        "busy": "Serveren ber oss vente. Prøv igjen senere.",
        "unreachable": "Serveren svarer ikke. Se om adressen er riktig, eller prøv igjen senere.",
        "server": "Serveren har en feil nå. Prøv igjen senere.",
        "refused": "Serveren gir oss ikke siden. Lim inn planen, eller last opp fila.",
    },
    "nn": {
        "address": "Adressa må vere slik nettlesaren viser henne, som https://… Kopier henne "
        "derifrå.",
        "private": "Adressa fører inn i eit lukka nett. Lim inn planen, eller last opp fila.",
        "redirect": "Sida sender vidare til ei adresse vi ikkje følgjer. Opne sida i nettlesaren, "
        "og kopier adressa du endar på.",
        "too_large": "Det som ligg på adressa, er over 20 MB. Vel adressa til sjølve planen.",
        "not_found": "Det finst inga side på adressa. Finn den nye adressa hos kommunen.",
        "closed": "Sida krev innlogging. Lim inn planen, eller last opp fila.",
        "busy": "Tenaren ber oss vente. Prøv igjen seinare.",
        "unreachable": "Tenaren svarer ikkje. Sjå om adressa er rett, eller prøv igjen seinare.",
        "server": "Tenaren har ein feil no. Prøv igjen seinare.",
        "refused": "Tenaren gjev oss ikkje sida. Lim inn planen, eller last opp fila.",
    },
}


class NotFetched(InputError):
    """An address gave nothing.

    Attributes:
        code: which sentence says it, see `fetch_sentence`.
        temporary: whether a later try may do.
        retry_after: seconds the server asks us to wait, where it says so.
    """

    def __init__(
        self,
        code: str,
        *,
        temporary: bool,
        retry_after: float | None = None,
        where: str = "",
        language: str = "nb",
    ) -> None:
        super().__init__(fetch_sentence(code, language), where=where)
        self.code = code
        self.temporary = temporary
        self.retry_after = retry_after


def fetch(
    publications: Publications,
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    language: str = "nb",
) -> Publication:
    """Read an address once.

    Raises:
        NotFetched: it gave nothing; in words why not.
    """
    try:
        return publications.read(url, etag=etag, last_modified=last_modified)
    except StoreError as error:
        code = next((code for kind, code in _CODES if isinstance(error, kind)), "")
        raise NotFetched(
            code or ("server" if error.temporary else "refused"),
            temporary=error.temporary,
            retry_after=error.retry_after,
            where=urlsplit(url).netloc.rpartition("@")[2] or url[:60],
            language=language,
        ) from error


def fetch_sentence(code: str, language: str) -> str:
    """Why an address gave nothing, and what to do, in bokmål ("nb") or nynorsk ("nn")."""
    return _SENTENCES[language][code]
