"""Words that people write: Norwegian letters, emoji, quotation marks, and very long ones."""

from __future__ import annotations

from itertools import count

LINES = (
    "Rådhuset, møterom «Fjellstua»",
    "Blåbær & rødgrøt på Ås",
    "Kari Nordmann 😀 og Ola Nordmann",
    "Sier “ja”, men <kanskje>",
    "Menneskerettighetsorganisasjonssekretariatet på Østlandsskogen",
    "Onsdag 1. mai kl. 18.30–20.00",
    "100 % av 3/4 – eller mer",
    "Åse spør; Øyvind svarer: «Nei, aldri!»",
    "Gamleskolen 👍🏽 (inngang bak)",
    "Ny linje, nytt håp … og æ, ø, å",
    "§ 5-2 tredje ledd, jf. «tilrådinga»",
    "e-post til post@example.org",
)
NAMES = (
    "Kari Nordmann",
    "Ola Nordmann",
    "Åse Nordmann",
    'Pål "Ærlig" Nordmann',
    "Siv O’Nordmann 🎓",
)


class Pool:
    """Texts that never come twice in a document: each ends in a number of its own."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def line(self) -> str:
        """A line of running text."""
        number = next(self._numbers)
        return f"{LINES[number % len(LINES)]} ({number:03})"

    def lines(self, how_many: int) -> str:
        """Several of them."""
        return "\n".join(self.line() for _ in range(how_many))

    def title(self) -> str:
        """A case's title, which never begins with a number."""
        return f"Om {self.line()}"

    def name(self) -> str:
        """Somebody's name."""
        number = next(self._numbers)
        return f"{NAMES[number % len(NAMES)]} ({number:03})"

    def case_number(self) -> str:
        """A case's number as protocols have it."""
        return f"{next(self._numbers)}/26"
