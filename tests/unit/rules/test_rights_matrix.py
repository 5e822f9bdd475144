"""The rights of a source's matrix, given to the people of a roster on a day."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from service.domain.acting import Absence
from service.domain.minutes import CaseItem, Votes
from service.domain.model import Body, BodyKind, PartyStatus, Period, Roster
from service.domain.rights import Answer, Occasion, Right, Rights, rights_of, voters
from service.domain.standings import Who
from service.rules.coverage import all_packs
from service.rules.loading import load_pack
from service.rules.phrasing import LANGUAGES
from service.rules.rights_matrix import checklist, every_combination, in_force, matrix, rows, word
from tests.rules.notation_people import read_body, read_person
from tests.unit.domain.test_acting import TERM
from tests.unit.rules.languages import bokmal_in, norwegian_in

DAY = dt.date(2024, 3, 4)
BODIES = (
    "kommunestyret: council", "formannskapet: executive", "gruppa: group",
    "gruppestyret: group_board", "fraksjonen: faction, formannskapet",
    "lokallagsstyret: party_board", "medlemsmøtet: members", "fylkesårsmøtet: other",
    "landsmøtet: other",
)  # fmt: skip
PEOPLE = (
    "Kari Nordmann: leder i gruppa, fast i gruppa, fast i formannskapet, fast i fraksjonen",
    "Ola Nordmann: nestleder i gruppa, fast i gruppa",
    "Nils Nordmann: fast i gruppa, ordfører i kommunestyret",
    "Per Nordmann: vara 1 i gruppa",
    "Lars Nordmann: vara 2 i gruppa, fast i formannskapet",
    "Eva Nordmann: leder i lokallagsstyret, tiltredende i gruppa",
    "Jon Nordmann: tiltredende i gruppa av partistyret",
    "Anne Nordmann, uavhengig: fast i gruppa",
    "Marit Nordmann, fra annet parti 2024-01-01: fast i gruppa av gruppestyret",
)
ROSTER = Roster(
    bodies=tuple(map(read_body, BODIES)), people=tuple(read_person(line, TERM) for line in PEOPLE)
)
AP, SP, KS = map(load_pack, ("ap-lhm-2015", "sp-reglement-2022", "ks-folkevalgt-2011"))


def away(*people: str) -> tuple[Absence, ...]:
    return tuple(Absence(person, Period(start=DAY, end=DAY)) for person in people)


def body(key: str) -> Body:
    found = ROSTER.body(key)
    assert found
    return found


def asked(pack: Any, person: str, key: str = "gruppa", **said: Any) -> Rights | None:
    roster = said.pop("roster", ROSTER)
    (found,) = (p for p in roster.people if p.id == person)
    return rights_of(matrix([pack]), roster, found, Occasion(body(key), DAY, **said))


def answers(pack: Any, person: str, key: str = "gruppa", **said: Any) -> str:
    rights = asked(pack, person, key, **said)
    return " ".join(rights[right].answer for right in Right) if rights else "nothing"


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("ola", "yes yes yes yes"),
        ("per", "called yes yes no"),  # a deputy whom nobody needs
        ("lars", "called yes yes no"),  # a deputy, and a member of another body
        ("eva", "called yes yes no"),
        ("anne", "no no no no"),  # independent
        ("marit", "yes yes yes yes"),  # approved by the group board
        ("jon", "nothing"),  # nobody joins in this source
    ],
)
def test_rights_in_the_group_by_the_regulation(person: str, said: str) -> None:
    assert answers(SP, person) == said


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("ola", "duty yes yes yes"),
        ("per", "duty yes yes ?"),
        ("eva", "yes yes yes yes"),
        ("jon", "yes yes yes yes"),
        ("anne", "nothing"),
    ],
)
def test_rights_in_the_group_by_the_ground_rules(person: str, said: str) -> None:
    assert answers(AP, person) == said


def test_a_deputy_who_acts_has_the_rights_of_the_seat() -> None:
    assert answers(SP, "per", absences=away("ola")) == "yes yes yes yes"
    assert answers(SP, "lars", absences=away("ola")) == "called yes yes no"
    assert answers(SP, "lars", absences=away("ola", "per")) == "yes yes yes yes"


def test_by_the_ground_rules_too_a_deputy_who_acts_votes() -> None:
    assert answers(AP, "per", absences=away("ola")) == "duty yes yes yes"
    assert answers(AP, "lars", absences=away("ola")) == "duty yes yes ?"


def test_a_source_gives_rights_only_while_it_holds() -> None:
    assert not in_force([AP], dt.date(2020, 1, 1))
    assert in_force([AP, SP], dt.date(2019, 12, 31)) == (AP,)
    assert in_force([AP, SP], DAY) == (SP,)


def test_a_switcher_without_approval_is_given_nothing() -> None:
    marit = read_person("Marit Nordmann, fra annet parti 2024-01-01: fast i gruppa", TERM)
    roster = replace(ROSTER, people=(*ROSTER.people[:-1], marit))
    assert answers(SP, "marit", roster=roster) == "nothing"


def test_a_suspended_member_is_given_nothing() -> None:
    ola = replace(ROSTER.people[1], status=PartyStatus.SUSPENDED)
    roster = replace(ROSTER, people=(ROSTER.people[0], ola))
    assert answers(SP, "ola", roster=roster) == "nothing"


def test_the_board_its_observer_and_others_who_are_called() -> None:
    assert answers(SP, "kari", "gruppestyret") == "yes yes yes yes"
    assert answers(SP, "nils", "gruppestyret") == "yes ? no no"
    assert answers(SP, "marit", "gruppestyret") == "nothing"
    called = {"marit": frozenset({Who.CALLED_IN})}
    assert answers(SP, "marit", "gruppestyret", also=called) == "yes ? ? no"


def test_the_faction_the_party_board_and_the_council() -> None:
    assert answers(SP, "kari", "fraksjonen") == "yes yes yes ?"
    assert answers(SP, "ola", "fraksjonen") == "nothing"
    assert answers(SP, "kari", "lokallagsstyret") == "yes ? ? ?"
    minority = {"ola": frozenset({Who.MINORITY})}
    assert answers(SP, "ola", "kommunestyret", also=minority) == "- agreed - free"
    assert answers(KS, "ola", "kommunestyret") == "yes yes yes yes"


def test_the_deputy_leader_stands_in_at_the_county_meeting() -> None:
    assert answers(SP, "kari", "fylkesårsmøtet") == "yes - - -"
    assert answers(SP, "ola", "fylkesårsmøtet") == "nothing"
    assert answers(SP, "ola", "fylkesårsmøtet", absences=away("kari")) == "yes - - -"


def test_county_and_municipality_differ() -> None:
    assert answers(SP, "kari", "landsmøtet") == "nothing"
    assert answers(SP, "kari", "landsmøtet", county=True) == "yes - - -"


def test_members_of_the_branch_may_speak_in_a_municipality_alone() -> None:
    lines = [line for line in matrix([SP]) if line.who is Who.LOCAL_MEMBER]
    assert [(line.kind, line.county) for line in lines] == [(BodyKind.GROUP, False)]
    assert lines[0].rights[Right.VOTE].answer is Answer.NO


def test_what_follows_without_being_said_is_marked() -> None:
    rights = asked(AP, "ola")
    assert rights is not None
    assert (rights[Right.ATTEND].implied, rights[Right.SPEAK].implied) == (False, True)


def test_votes_are_bounded_by_those_present() -> None:
    sp = voters(matrix([SP]), ROSTER, Occasion(body("gruppa"), DAY), ["kari", "ola", "per", "lars"])
    assert (sp.sure, sp.possible) == (4, 4)  # nils and marit are away: both deputies act
    ap = voters(matrix([AP]), ROSTER, Occasion(body("gruppa"), DAY), ["kari", "per", "eva"])
    assert (ap.sure, ap.possible) == (3, 3)  # ola is away: per acts
    everybody = ["kari", "ola", "nils", "marit", "per", "eva"]
    ap = voters(matrix([AP]), ROSTER, Occasion(body("gruppa"), DAY), everybody)
    assert (ap.sure, ap.possible) == (5, 6)  # whether per may vote is not said


def test_cases_with_more_votes_than_voters_are_found() -> None:
    bound = voters(matrix([SP]), ROSTER, Occasion(body("gruppa"), DAY), ["kari", "ola"])
    cases = [
        CaseItem(number="1/24", title="Skole", votes=Votes(in_favour=2, against=0)),
        CaseItem(number="2/24", title="Vei", votes=Votes(in_favour=2, against=1)),
        CaseItem(number="3/24", title="Vann"),
    ]
    assert [case.number for case in bound.beyond(cases)] == ["2/24"]


def test_each_source_has_the_rows_of_the_packs_in_use() -> None:
    assert {row.pack for row in rows([SP])} == {"sp-reglement-2022"}
    assert not rows([])


def test_combinations_name_rules_that_exist() -> None:
    packs = all_packs()
    codes = {rule.code for pack in packs for rule in pack.rules}
    families = {code.rpartition("-")[0] for code in codes}
    named = {code for one in every_combination() for code in one.rules}
    assert {code for code in named if code.rpartition("-")[0] in families} <= codes
    assert {c for one in checklist([SP]) for c in one.rules} <= {r.code for r in SP.rules}
    assert checklist([SP])


def test_every_word_has_a_name_in_each_language() -> None:
    for key in (*Right, *Answer, *Who):
        assert all(word(key, language) for language in LANGUAGES)
        assert not bokmal_in(word(key, "nn"))
        assert not norwegian_in(word(key, "en"))
    for one in every_combination():
        assert not bokmal_in(one.text.nn)
        assert not norwegian_in(one.text.en)
