"""The forty elements A1 to E11 in bokmål: matter, follow-up, responsible, deadline."""

from __future__ import annotations

from typing import Final

_BOTH: Final = "Tas opp i ledermøtet og i den politiske ledelsen."
_ADMINISTRATION: Final = "Tas opp i ledermøtet."
_POLITICS: Final = "Tas opp i den politiske ledelsen."
_DELEGATION: Final = "Se delegeringsreglementet."
_EVERYWHERE: Final = "I møtene, mellom partiene og i gruppene."
_ALWAYS: Final = "Løpende"
_PROGRAMME: Final = "Etter lederprogrammet"


def _point(number: str, who: str, due: str, matter: str, followup: str) -> tuple[str, ...]:
    return (number, matter, followup, who, due, "")


POINTS: Final = (
    _point("A1", "Adm/pol", _ALWAYS,
           "Vi er åpne og tydelige, så folk er trygge og stoler på hverandre.",
           f"{_BOTH} Hver seksjon og enhet følger opp hos seg. {_DELEGATION}"),
    _point("A2", "Adm/pol", _ALWAYS,
           "Vi tar ting opp med den det gjelder, ikke med andre.",
           f"En verdi som styrer oss i det daglige. {_DELEGATION}"),
    _point("A3", "Adm", _ALWAYS,
           "Kommunen vender seg utover og forteller hva den satser på.",
           "Bygger på verdien åpenhet."),
    _point("A4", "Adm/pol", _ALWAYS,
           "Kontakt om annet enn rene fakta går mellom ordføreren eller en utvalgsleder og "
           "kommunedirektøren, eller til en som kommunedirektøren har gitt fullmakt.",
           f"Det er alltid kjent hvem som har fullmakt. {_BOTH} {_DELEGATION}"),
    _point("A5", "Adm/pol", _ALWAYS,
           "Den som venter på svar fra oss, får det.",
           f"{_BOTH} {_DELEGATION}"),
    _point("A6", "Adm", "Månedlig, og per 30.04., 31.08. og 31.12.",
           "Vi ser på resultatene og gjør noe med dem.",
           "Økonomirapport hver måned til utvalget for økonomi og administrasjon. Tertialrapport "
           "og årsmelding til kommunestyret."),
    _point("B1", "Adm", _PROGRAMME,
           "Lederne leder kommunen sammen og ser helheten.",
           "Ledermøtet arbeider med å bli et godt lag."),
    _point("B2", "Adm", _PROGRAMME,
           "Lederne utvikler seg gjennom lederprogrammet.",
           f"Nye ledere får egen oppfølging. {_ADMINISTRATION}"),
    _point("B3", "Adm", _ALWAYS,
           "Seksjonene hjelper hverandre, og alle hører til samme lag.",
           _ADMINISTRATION),
    _point("B4", "Adm", _ALWAYS,
           "Kommunedirektøren leder hele administrasjonen, slik kommuneloven sier. "
           "Seksjonslederne opptrer på kommunedirektørens vegne.",
           f"{_ADMINISTRATION} {_DELEGATION}"),
    _point("B5", "Pol", _ALWAYS,
           "Politikerne sier hva som går først når administrasjonen får flere oppdrag.",
           "Den politiske ledelsen viser hva som kolliderer, og hva det er folk og penger til."),
    _point("B6", "Pol", _ALWAYS,
           "Politikerne holder seg til de målene de har vedtatt.",
           f"Enkeltsaker bygger på handlingsplanen og økonomiplanen. {_POLITICS}"),
    _point("C1", "Adm", _ALWAYS,
           "Det er rom for å tenke nytt og gjøre ting på en annen måte.",
           "Målstyringen blir stadig bedre. Folk kjenner målene og er med i prosjektene."),
    _point("C2", "Adm", _ALWAYS,
           "Den som har en god idé, vet hvor den skal sendes, og får svar.",
           f"Forslagsordning og avviksmeldinger. {_ADMINISTRATION}"),
    _point("C3", "Adm/pol", _ALWAYS,
           "Folkevalgte og administrasjon har steder å lufte ideer og drøfte uformelt.",
           "Temamøter og felles seminarer. De to ledelsene planlegger dem sammen."),
    _point("C4", "Adm/pol", _ALWAYS,
           "Vi blir med på forsøk og utvikling.",
           "De to ledelsene velger ut prosjekter som passer med kommunens mål."),
    _point("C5", "Adm", _ALWAYS,
           "Kvalitetssystemet hjelper oss å se tjenestene med brukernes øyne.",
           f"Revisjon både innenfra og utenfra. {_ADMINISTRATION}"),
    _point("D1", "Adm", _ALWAYS,
           "Saksdokumentene er korte og lette å lese. De sier hva saken betyr for miljøet.",
           "Saksbehandlerne får opplæring."),
    _point("D2", "Adm/pol", _ALWAYS,
           "Politikerne får de papirene de trenger, og ikke flere.",
           "De to ledelsene går gjennom omfanget. Vedlegg som ikke følger saken, kan leses "
           f"før utvalgsmøtet. {_DELEGATION}"),
    _point("D3", "Adm", _ALWAYS,
           "Det folkevalgte vedtar eller sender over, blir fulgt opp.",
           "Utvalgssekretærene har en fast rutine. Ledermøtet følger opp det administrasjonen "
           "skal gjøre. Kommunestyret får status for sakene hvert tertial og hvert år."),
    _point("D4", "Adm/pol", _ALWAYS,
           "Politikerne er med underveis når kommunen lager planer.",
           "Utvalgene drøfter et forhåndsnotat før planforslaget blir til."),
    _point("D5", "Adm", _ALWAYS,
           "Folkevalgte får vite hvordan administrasjonen bruker myndigheten den har fått.",
           f"Faste tilbakemeldinger, også om det som er delegert videre. {_DELEGATION}"),
    _point("D6", "Adm", _ALWAYS,
           "Større saker har en tempoplan som gir tid til å behandle dem skikkelig.",
           "Ledermøtet gjør planen kjent for utvalgene og utvalgssekretærene."),
    _point("D7", "Pol", _ALWAYS,
           "Politikerne kontrollerer fakta før de uttaler seg offentlig.",
           f"Se de etiske retningslinjene. {_DELEGATION}"),
    _point("D8", "Adm", _ALWAYS,
           "Administrasjonen kvalitetssikrer arbeidet i alle ledd.",
           _ADMINISTRATION),
    _point("D9", "Pol/adm", _ALWAYS,
           "Vet politikerne noe nytt i en sak, får administrasjonen vite det før møtet. Spørsmål "
           "sendes helst på forhånd. Politikerne kommer til opplysningene i saken før og under "
           "møtet.",
           "Begge sider sier fra når det svikter."),
    _point("D10", "Pol", _ALWAYS,
           "Politikerne sier hva de venter av administrasjonen, men ikke i detalj hvordan.",
           f"Det de venter, bygger på vedtak og mål. {_POLITICS}"),
    _point("D11", "Pol", _ALWAYS,
           "Vi holder taletida og fatter oss i korthet.",
           f"Møtereglementet sier hvor lang taletida er. {_POLITICS}"),
    _point("D12", "Pol", _ALWAYS,
           "Ordføreren og lederne i innstillingsutvalgene bestemmer hvilke saker som settes opp.",
           _POLITICS),
    _point("E1", "Pol", _ALWAYS, "Vi hører på hverandre.", _EVERYWHERE),
    _point("E2", "Pol", "Løpende, særlig ved periodestart",
           "Alle blir møtt med respekt, ikke minst de som er nye.", _EVERYWHERE),
    _point("E3", "Pol", _ALWAYS, "Vi vil forstå hva de andre mener, og hvorfor.", _EVERYWHERE),
    _point("E4", "Pol", _ALWAYS, "Kroppsspråket vårt viser velvilje.", _EVERYWHERE),
    _point("E5", "Pol", _ALWAYS, "Vi leter etter det vi kan bli enige om.", _EVERYWHERE),
    _point("E6", "Pol", _ALWAYS, "Et vedtak gjelder, også for den som tapte.", _EVERYWHERE),
    _point("E7", "Pol", _ALWAYS, "Vi har lest sakene når møtet begynner.", _EVERYWHERE),
    _point("E8", "Pol", _ALWAYS, "Vi diskuterer saken, ikke personen.", _EVERYWHERE),
    _point("E9", "Pol", _ALWAYS, "Vi tar avgjørelser når de trengs.", _EVERYWHERE),
    _point("E10", "Pol", _ALWAYS, "Vi følger med og bryr oss.", _EVERYWHERE),
    _point("E11", "Pol", _ALWAYS, "Vi gjør det godt å komme på møte.", _EVERYWHERE),
)  # fmt: skip
