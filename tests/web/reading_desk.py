"""How a person hands in a plan and presses the buttons of its page."""

from __future__ import annotations

from forms import form_with
from web_support import Browser, text_of

from service.db.meetings import Meetings
from service.domain.model import Meeting
from service.journeys.services import Services

PAGE = "/g/prove/moteplan/les"
PLAN = """Dato;Utvalg;Tid;Sted
tirsdag 12.05.2026;Formannskapet;09.00;Rådhuset
fredag 15.05.2026;Kommunestyret;17.00;Kommunestyresalen
onsdag 16.06.2026;Kommunestyret;17.00;
"""

HOLED = """Møteplan 2026
Utvalg\tJan\tFeb\tMars\tApril\tMai\tJuni
Kommunestyret\t\t\t\t\t15\t16
Formannskapet\t\t\t\t\t12\t??
"""


def municipal(services: Services) -> dict[str, Meeting]:
    with services.database.reading() as session:
        return {m.date.isoformat(): m for m in Meetings(session, "prove").municipal()}


def hand_in(browser: Browser, text: str = PLAN, **fields: object) -> str:
    """Paste a plan; what the page then says."""
    answer = browser.post(PAGE, f"{PAGE}?ny=1", text=text, **fields)
    assert answer.status_code == 302, text_of(answer.text)
    return browser.get(answer.location).text


def press(browser: Browser, html: str, button: str, **typed: str) -> str:
    """Press a button of a page as a browser does, and see where it leads."""
    form = form_with(html, button)
    values = {"Stemmer": "vouch", "Ta bort": "leave_out", "Lagre": "change"}
    values |= {"Angre": "take_back", "Ta med igjen": "take_back"}
    values |= {"Slutt å følge med": "stop", "Følg med på adressen": "follow"}
    fields = {name: value[-1] for name, value in form.fields.items()} | typed
    if button.startswith("Rett til"):
        fields["do"] = "stated_day"
    if button in values:
        fields["do"] = values[button]
    answer = browser.client.post(form.action, data=fields)
    assert answer.status_code == 302, text_of(answer.text)
    return browser.get(answer.location).text
