"""The forty elements A1 to E11 in nynorsk: matter, follow-up, responsible, deadline."""

from __future__ import annotations

from typing import Final

_BOTH: Final = "Blir teke opp i leiarmøtet og i den politiske leiinga."
_ADMINISTRATION: Final = "Blir teke opp i leiarmøtet."
_POLITICS: Final = "Blir teke opp i den politiske leiinga."
_DELEGATION: Final = "Sjå delegeringsreglementet."
_EVERYWHERE: Final = "I møta, mellom partia og i gruppene."
_ALWAYS: Final = "Løpande"
_PROGRAMME: Final = "Etter leiarprogrammet"


def _point(number: str, who: str, due: str, matter: str, followup: str) -> tuple[str, ...]:
    return (number, matter, followup, who, due, "")


POINTS: Final = (
    _point("A1", "Adm/pol", _ALWAYS,
           "Vi er opne og tydelege, så folk er trygge og stoler på kvarandre.",
           f"{_BOTH} Kvar seksjon og eining følgjer opp hos seg. {_DELEGATION}"),
    _point("A2", "Adm/pol", _ALWAYS,
           "Vi tek ting opp med den det gjeld, ikkje med andre.",
           f"Ein verdi som styrer oss i det daglege. {_DELEGATION}"),
    _point("A3", "Adm", _ALWAYS,
           "Kommunen vender seg utover og fortel kva han satsar på.",
           "Byggjer på verdien openheit."),
    _point("A4", "Adm/pol", _ALWAYS,
           "Kontakt om anna enn reine fakta går mellom ordføraren eller ein utvalsleiar og "
           "kommunedirektøren, eller til ein som kommunedirektøren har gitt fullmakt.",
           f"Det er alltid kjent kven som har fullmakt. {_BOTH} {_DELEGATION}"),
    _point("A5", "Adm/pol", _ALWAYS,
           "Den som ventar på svar frå oss, får det.",
           f"{_BOTH} {_DELEGATION}"),
    _point("A6", "Adm", "Månadleg, og per 30.04., 31.08. og 31.12.",
           "Vi ser på resultata og gjer noko med dei.",
           "Økonomirapport kvar månad til utvalet for økonomi og administrasjon. Tertialrapport "
           "og årsmelding til kommunestyret."),
    _point("B1", "Adm", _PROGRAMME,
           "Leiarane leier kommunen saman og ser heilskapen.",
           "Leiarmøtet arbeider med å bli eit godt lag."),
    _point("B2", "Adm", _PROGRAMME,
           "Leiarane utviklar seg gjennom leiarprogrammet.",
           f"Nye leiarar får eiga oppfølging. {_ADMINISTRATION}"),
    _point("B3", "Adm", _ALWAYS,
           "Seksjonane hjelper kvarandre, og alle høyrer til same laget.",
           _ADMINISTRATION),
    _point("B4", "Adm", _ALWAYS,
           "Kommunedirektøren leier heile administrasjonen, slik kommunelova seier. "
           "Seksjonsleiarane opptrer på vegner av kommunedirektøren.",
           f"{_ADMINISTRATION} {_DELEGATION}"),
    _point("B5", "Pol", _ALWAYS,
           "Politikarane seier kva som går først når administrasjonen får fleire oppdrag.",
           "Den politiske leiinga viser kva som kolliderer, og kva det er folk og pengar til."),
    _point("B6", "Pol", _ALWAYS,
           "Politikarane held seg til dei måla dei har vedteke.",
           f"Enkeltsaker byggjer på handlingsplanen og økonomiplanen. {_POLITICS}"),
    _point("C1", "Adm", _ALWAYS,
           "Det er rom for å tenkje nytt og gjere ting på ein annan måte.",
           "Målstyringa blir stadig betre. Folk kjenner måla og er med i prosjekta."),
    _point("C2", "Adm", _ALWAYS,
           "Den som har ein god idé, veit kvar han skal sendast, og får svar.",
           f"Forslagsordning og avviksmeldingar. {_ADMINISTRATION}"),
    _point("C3", "Adm/pol", _ALWAYS,
           "Folkevalde og administrasjon har stader å lufte idear og drøfte uformelt.",
           "Temamøte og felles seminar. Dei to leiingane planlegg dei saman."),
    _point("C4", "Adm/pol", _ALWAYS,
           "Vi blir med på forsøk og utvikling.",
           "Dei to leiingane vel ut prosjekt som passar med måla til kommunen."),
    _point("C5", "Adm", _ALWAYS,
           "Kvalitetssystemet hjelper oss å sjå tenestene med auga til brukarane.",
           f"Revisjon både innanfrå og utanfrå. {_ADMINISTRATION}"),
    _point("D1", "Adm", _ALWAYS,
           "Saksdokumenta er korte og lette å lese. Dei seier kva saka har å seie for miljøet.",
           "Saksbehandlarane får opplæring."),
    _point("D2", "Adm/pol", _ALWAYS,
           "Politikarane får dei papira dei treng, og ikkje fleire.",
           "Dei to leiingane går gjennom omfanget. Vedlegg som ikkje følgjer saka, kan lesast "
           f"før utvalsmøtet. {_DELEGATION}"),
    _point("D3", "Adm", _ALWAYS,
           "Det folkevalde vedtek eller sender over, blir følgt opp.",
           "Utvalssekretærane har ein fast rutine. Leiarmøtet følgjer opp det administrasjonen "
           "skal gjere. Kommunestyret får status for sakene kvart tertial og kvart år."),
    _point("D4", "Adm/pol", _ALWAYS,
           "Politikarane er med undervegs når kommunen lagar planar.",
           "Utvala drøftar eit førehandsnotat før planforslaget blir til."),
    _point("D5", "Adm", _ALWAYS,
           "Folkevalde får vite korleis administrasjonen bruker fullmaktene sine.",
           f"Faste tilbakemeldingar, òg om det som er delegert vidare. {_DELEGATION}"),
    _point("D6", "Adm", _ALWAYS,
           "Større saker har ein tempoplan som gir tid til å behandle dei skikkeleg.",
           "Leiarmøtet gjer planen kjend for utvala og utvalssekretærane."),
    _point("D7", "Pol", _ALWAYS,
           "Politikarane kontrollerer fakta før dei uttaler seg offentleg.",
           f"Sjå dei etiske retningslinjene. {_DELEGATION}"),
    _point("D8", "Adm", _ALWAYS,
           "Administrasjonen kvalitetssikrar arbeidet i alle ledd.",
           _ADMINISTRATION),
    _point("D9", "Pol/adm", _ALWAYS,
           "Veit politikarane noko nytt i ei sak, får administrasjonen vite det før møtet. "
           "Spørsmål blir helst sende på førehand. Politikarane kjem til opplysningane i saka før "
           "og under møtet.",
           "Begge sider seier frå når det sviktar."),
    _point("D10", "Pol", _ALWAYS,
           "Politikarane seier kva dei ventar av administrasjonen, men ikkje i detalj korleis.",
           f"Det dei ventar, byggjer på vedtak og mål. {_POLITICS}"),
    _point("D11", "Pol", _ALWAYS,
           "Vi held taletida og fattar oss i korte ordelag.",
           f"Møtereglementet seier kor lang taletida er. {_POLITICS}"),
    _point("D12", "Pol", _ALWAYS,
           "Ordføraren og leiarane i innstillingsutvala bestemmer kva saker som blir sette opp.",
           _POLITICS),
    _point("E1", "Pol", _ALWAYS, "Vi høyrer på kvarandre.", _EVERYWHERE),
    _point("E2", "Pol", "Løpande, særleg ved periodestart",
           "Alle blir møtte med respekt, ikkje minst dei som er nye.", _EVERYWHERE),
    _point("E3", "Pol", _ALWAYS, "Vi vil forstå kva dei andre meiner, og kvifor.", _EVERYWHERE),
    _point("E4", "Pol", _ALWAYS, "Kroppsspråket vårt viser velvilje.", _EVERYWHERE),
    _point("E5", "Pol", _ALWAYS, "Vi leitar etter det vi kan bli samde om.", _EVERYWHERE),
    _point("E6", "Pol", _ALWAYS, "Eit vedtak gjeld, òg for den som tapte.", _EVERYWHERE),
    _point("E7", "Pol", _ALWAYS, "Vi har lese sakene når møtet tek til.", _EVERYWHERE),
    _point("E8", "Pol", _ALWAYS, "Vi diskuterer saka, ikkje personen.", _EVERYWHERE),
    _point("E9", "Pol", _ALWAYS, "Vi tek avgjerder når dei trengst.", _EVERYWHERE),
    _point("E10", "Pol", _ALWAYS, "Vi følgjer med og bryr oss.", _EVERYWHERE),
    _point("E11", "Pol", _ALWAYS, "Vi gjer det godt å kome på møte.", _EVERYWHERE),
)  # fmt: skip
