"""Who sees what, as sentences in bokmål and nynorsk. Groups and users by the server's own ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from service.domain.notices import Notice, NoticeCode
from service.domain.sharing import Access, Sharee, ShareeKind
from service.domain.wording import capital, listed

_Words = Mapping[str, Mapping[str, str]]

_NOTICES: Final[Mapping[NoticeCode, Mapping[str, str]]] = {
    NoticeCode.SHARE_YOURSELF: {
        "nb": "Serveren kan ikke dele {what} for oss. Del {thing} selv: {shares}.",
        "nn": "Tenaren kan ikkje dele {what} for oss. Del {thing} sjølv: {shares}.",
    },
    NoticeCode.SHARE_MISSING: {
        "nb": "Serveren har ikke delt {what} med {who}. Se under Oppsett om navnet er skrevet slik "
        "serveren har det.",
        "nn": "Tenaren har ikkje delt {what} med {who}. Sjå under Oppsett om namnet er skrive slik "
        "tenaren har det.",
    },
    NoticeCode.SHARE_REFUSED: {
        "nb": "Serveren lar ikke tjenesten dele {what} med {who}. Gi tjenestens bruker lov til å "
        "dele, eller del {thing} selv.",
        "nn": "Tenaren lèt ikkje tenesta dele {what} med {who}. Gi brukaren til tenesta lov til å "
        "dele, eller del {thing} sjølv.",
    },
    NoticeCode.SHARE_KEPT: {
        "nb": "Vi fikk ikke avsluttet delingen av {what} med {who}. Avslutt den på serveren.",
        "nn": "Vi fekk ikkje avslutta delinga av {what} med {who}. Avslutt ho på tenaren.",
    },
    NoticeCode.SHARE_REMOVED: {
        "nb": "Noen har avsluttet delingen av {what} med {who}, og vi deler ikke på nytt av oss "
        "selv. Velg «Del på nytt» under Oppsett hvis den skal tilbake.",
        "nn": "Nokon har avslutta delinga av {what} med {who}, og vi deler ikkje på nytt av oss "
        "sjølve. Vel «Del på nytt» under Oppsett om ho skal tilbake.",
    },
    NoticeCode.SHARE_CHANGED: {
        "nb": "Noen har endret hva {who} får gjøre i {what}, og vi lar det stå. Rett det på "
        "serveren hvis det ikke skal være slik.",
        "nn": "Nokon har endra kva {who} får gjere i {what}, og vi lèt det stå. Rett det på "
        "tenaren om det ikkje skal vere slik.",
    },
    NoticeCode.CLOSED_SHARED: {
        "nb": "{What} skal være lukket, men er delt med {who}. Avslutt delingen på serveren, eller "
        "før den opp under Oppsett hvis den er riktig.",
        "nn": "{What} skal vere lukka, men er delt med {who}. Avslutt delinga på tenaren, eller "
        "før ho opp under Oppsett om ho er rett.",
    },
    NoticeCode.CLOSED_AROUND: {
        "nb": "{What} skal være lukket, men ligger i en mappe som er delt med {who}. Flytt den ut "
        "av mappa, eller avslutt delingen på serveren.",
        "nn": "{What} skal vere lukka, men ligg i ei mappe som er delt med {who}. Flytt ho ut av "
        "mappa, eller avslutt delinga på tenaren.",
    },
    NoticeCode.CLOSED_LINK: {
        "nb": "{What} skal være lukket, men har en åpen lenke som alle kan bruke. Fjern lenken på "
        "serveren.",
        "nn": "{What} skal vere lukka, men har ei open lenkje som alle kan bruke. Fjern lenkja på "
        "tenaren.",
    },
}
_THINGS: Final[_Words] = {
    "calendar": {"nb": "kalenderen", "nn": "kalenderen"},
    "folder": {"nb": "mappa", "nn": "mappa"},
}
_FOR: Final[_Words] = {
    "group": {"nb": "for gruppa", "nn": "for gruppa"},
    "group_board": {"nb": "for gruppestyret", "nn": "for gruppestyret"},
    "council": {"nb": "med kommunens møter", "nn": "med møta i kommunen"},
    "deadlines": {"nb": "med frister", "nn": "med fristar"},
    "leader": {"nb": "for lederen", "nn": "for leiaren"},
}
_WITH: Final[_Words] = {
    ShareeKind.GROUP: {"nb": "gruppa «{id}»", "nn": "gruppa «{id}»"},
    ShareeKind.USER: {"nb": "brukeren «{id}»", "nn": "brukaren «{id}»"},
    ShareeKind.LINK: {"nb": "alle som har lenken", "nn": "alle som har lenkja"},
    ShareeKind.OTHER: {"nb": "noen utenfor serveren", "nn": "nokon utanfor tenaren"},
}
_MAY: Final[_Words] = {
    Access.READ: {"nb": "{who} får lese", "nn": "{who} får lese"},
    Access.WRITE: {"nb": "{who} får lese og skrive", "nn": "{who} får lese og skrive"},
}


def share_notice_text(notice: Notice, language: str = "nb") -> str:
    """A notice about sharing as at most two sentences, in bokmål (nb) or nynorsk (nn)."""
    tongue = "nn" if language == "nn" else "nb"
    shared, *shares = notice.details
    kind, _, audience = shared.partition(":")
    thing = _THINGS[kind][tongue]
    what = f"{thing} {_FOR[audience][tongue]}"
    return _NOTICES[notice.code][tongue].format(
        thing=thing,
        what=what,
        What=capital(what),
        who=sharee_text(notice.href, tongue) if notice.href else "",
        shares=listed(list(_each(shares, tongue))),
    )


def sharee_text(key: str, language: str = "nb") -> str:
    """Whom something is shared with, by `Sharee.key`: "gruppa «styret»"."""
    sharee = Sharee.of_key(key)
    return _WITH[sharee.kind]["nn" if language == "nn" else "nb"].format(id=sharee.id)


def may_text(key: str, access: str, language: str = "nb") -> str:
    """What somebody may do: "gruppa «gruppa» får lese"."""
    tongue = "nn" if language == "nn" else "nb"
    return _MAY[access][tongue].format(who=sharee_text(key, tongue))


def _each(shares: Iterable[str], tongue: str) -> Iterable[str]:
    for share in shares:
        access, _, key = share.partition(":")
        yield may_text(key, access, tongue)
