"""What the README for those who write packs says is so: its example runs, its table is whole."""

import pkgutil
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest

from service.domain.model import BodyKind, MeetingType, Role
from service.rules import checks
from service.rules.checks import CHECKS
from service.rules.definitions import RulePack
from service.rules.engine import evaluate
from service.rules.loading import load_pack
from service.rules.pack_schema import PackSpec, RuleSpec
from service.rules.params import CheckParams
from service.rules.results import Severity
from tests.rules.notation import facts_of

README = (Path(checks.__file__).parents[1] / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```toml\n(.*?)```", README, flags=re.DOTALL)
PROSE = README.replace(EXAMPLE[0], "").replace("```", "")
NAME = tomllib.loads(EXAMPLE[0])["name"]
WORLD: dict[str, Any] = {
    "pack": NAME,
    "now": "2026-03-20 12.00",
    "term": "2023-10-01 – 2027-09-30",
    "bodies": ["kommunestyret: council", "gruppa: group"],
    "people": ["Kari Nordmann: leder i gruppa, fast i gruppa"],
    "meetings": ["2026-03-02 18.00–20.00 gruppemøte", "2026-03-05 16.00 kommunestyre"],
}
KEPT: dict[str, Any] = {
    "documents": [
        {
            "type": "protokoll",
            "meeting": "2026-03-02 gruppemøte",
            "attendance": ["Kari Nordmann: møtt"],
            "cases": [{"number": "12/26", "conclusion": "Gruppa går inn for forslaget"}],
        }
    ],
    "attested": ["BL-SKIKK-1: 2026-02-10 12.00"],
}


def _unwritten(conclusion: str) -> dict[str, Any]:
    protocol = {**KEPT["documents"][0], "cases": [{"number": "12/26", "conclusion": conclusion}]}
    return {**KEPT, "documents": [protocol]}


@pytest.fixture
def pack(tmp_path: Path) -> RulePack:
    (tmp_path / f"{NAME}.toml").write_text(EXAMPLE[0], encoding="utf-8")
    return load_pack(NAME, tmp_path)


def test_there_is_one_example_and_all_its_rules_can_be_kept(pack: RulePack) -> None:
    assert len(EXAMPLE) == 1
    report = evaluate([pack], facts_of(WORLD, KEPT))
    assert report.passed == tuple(rule.code for rule in pack.rules)
    assert not report.findings


@pytest.mark.parametrize(
    ("case", "code", "severity", "said"),
    [
        (
            {**KEPT, "meetings": ["2026-03-02 18.00 gruppemøte", "2026-03-19 16.00 kommunestyre"]},
            "BL-MØTE-1",
            Severity.ERROR,
            (
                "Ingen gruppemøter er satt opp de siste 7 dagene før kommunestyret torsdag 19. "
                "mars. Sett opp et møte, eller flytt det som er der."
            ),
        ),
        (
            _unwritten(""),
            "BL-REF-1",
            Severity.WARNING,
            (
                "Referatet fra gruppemøtet mandag 2. mars sier ikke hva gruppa kom til i sak "
                "12/26. Skriv konklusjonen."
            ),
        ),
        (
            {**KEPT, "attested": ["BL-SKIKK-1: 2025-02-10 12.00"]},
            "BL-SKIKK-1",
            Severity.TASK,
            (
                "Ta opp på et gruppemøte hvordan vi snakker til hverandre. "
                "Når det er gjort i 2026, bekrefter gruppelederen det her."
            ),
        ),
    ],
)
def test_each_rule_of_the_example_says_what_is_wrong(
    pack: RulePack, case: dict[str, Any], code: str, severity: Severity, said: str
) -> None:
    report = evaluate([pack], facts_of(WORLD, case))
    assert [(f.code, f.severity, f.message) for f in report.findings] == [(code, severity, said)]


def test_what_is_not_known_is_not_kept(pack: RulePack) -> None:
    report = evaluate([pack], facts_of(WORLD, {"meetings": []}))
    assert report.passed == ()
    assert {n.code for n in report.not_evaluated} == {"BL-MØTE-1", "BL-REF-1"}


def test_the_groups_own_choice_goes_before_the_example(pack: RulePack) -> None:
    far = {**KEPT, "meetings": ["2026-03-02 18.00 gruppemøte", "2026-03-12 16.00 kommunestyre"]}
    chosen = ("BL-MØTE-1", "max_lead_days", 14)
    assert evaluate([pack], facts_of(WORLD, far)).findings
    assert not evaluate([pack], facts_of(WORLD, far), parameters=[chosen]).findings


def test_the_lines_about_building_on_another_pack_can_be_used(tmp_path: Path) -> None:
    under = README.partition("## Å bygge på en annen pakke")[2].partition("\n## ")[0]
    lines = "".join(re.findall(r"^(?:    .*)?\n", under, flags=re.MULTILINE))
    head = EXAMPLE[0].partition("[[rules]]")[0]
    (tmp_path / f"{NAME}.toml").write_text(head + lines, encoding="utf-8")
    built = load_pack(NAME, tmp_path)
    spec = tomllib.loads(lines)
    assert built.extends == (spec["extends"],)
    assert set(spec) <= PackSpec.model_fields.keys()
    for codes in spec["includes"].values():
        assert all(built.rule(code) for code in codes)
    for change in spec["overrides"]:
        rule = built.rule(change["code"])
        assert rule
        assert rule.off == change.get("off", "")
        assert change.get("params", {}).items() <= rule.raw_params.items()
    assert built.conflicts.keys() >= {one["pack"] for one in spec["conflicts"]}


def _words(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def test_every_field_and_word_of_a_rule_is_explained() -> None:
    said = set(_words(PROSE))
    assert {*RuleSpec.model_fields, *MeetingType, *Role, *BodyKind} <= said
    for name in ("force", "severity", "subject"):
        assert set(get_args(RuleSpec.model_fields[name].annotation)) <= said


# The table: a row for each check, then one for each of its forms.

Form = tuple[frozenset[str], frozenset[str]]  # the parameters that must be there, those that may


def _models(params: object) -> Iterator[type[CheckParams]]:
    if get_origin(params) is Annotated:
        yield from _models(get_args(params)[0])
    elif get_origin(params) in {UnionType, Union}:
        for part in get_args(params):
            yield from _models(part)
    else:
        assert isinstance(params, type)
        assert issubclass(params, CheckParams)
        yield params


def _fixed(model: type[CheckParams]) -> dict[str, str]:
    """The fields that have one value, which is how forms are told apart."""
    found = {}
    for name, field in model.model_fields.items():
        values = get_args(field.annotation)
        if get_origin(field.annotation) is Literal and len(values) == 1:
            found[name] = str(values[0])
    return found


def _chooser(models: list[type[CheckParams]]) -> str:
    """The field by which a form is chosen; "" for a check with one form that has no name."""
    names = set.intersection(*(set(_fixed(m)) for m in models))
    distinct = {n for n in names if len({_fixed(m)[n] for m in models}) == len(models)}
    assert len(distinct) == 1 or (not names and len(models) == 1)
    return next(iter(distinct), "")


def _form(model: type[CheckParams]) -> Form:
    own = {n: f for n, f in model.model_fields.items() if n not in _fixed(model)}
    must = frozenset(name for name, field in own.items() if field.is_required())
    return must, frozenset(own) - must


def _coded() -> dict[str, tuple[str, dict[str, Form], str]]:
    """By check: the choosing field, the forms, and the form that is meant where none is named."""
    found = {}
    for module in pkgutil.iter_modules(checks.__path__):
        code = module.name.partition("_")[0].upper()
        if code in CHECKS:
            models = list(_models(import_module(f"{checks.__name__}.{module.name}").Params))
            name = _chooser(models)
            forms = {_fixed(m).get(name, "–"): _form(m) for m in models}
            optional = (m for m in models if name and not m.model_fields[name].is_required())
            usual = next((_fixed(m)[name] for m in optional), "") if len(models) > 1 else ""
            found[code] = (name, forms, usual)
    return found


def _told() -> dict[str, tuple[str, dict[str, Form], str]]:
    """The same, as the README says it."""
    found: dict[str, tuple[str, dict[str, Form], str]] = {}
    forms: dict[str, Form] = {}
    for row in _rows():
        if check := re.fullmatch(r"\*\*(\w+)\*\*(?: `(\w+)`)?", row[0]):
            forms = {}
            found[check[1]] = (check[2] or "", forms, "")
        else:
            name, (must, _, may) = row[0].strip("`"), row[2].partition("(")
            assert name not in forms
            forms[name] = (frozenset(_words(must)), frozenset(_words(may)))
            if "(kan utelates)" in row[1]:
                last = next(reversed(found))
                found[last] = (found[last][0], forms, name)
    return found


def _rows() -> list[list[str]]:
    table = README.partition("## Oppslag: kontrollene")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


@pytest.mark.parametrize("code", CHECKS)
def test_the_table_has_every_check_and_form_and_nothing_else(code: str) -> None:
    assert _told()[code] == _coded()[code]


def test_the_table_has_no_check_that_does_not_exist() -> None:
    assert list(_told()) == list(CHECKS)
    assert all(len(row) == 3 and all(row) for row in _rows())


@pytest.mark.parametrize("code", CHECKS)
def test_every_example_of_the_table_can_be_used(code: str) -> None:
    row = next(row for row in _rows() if row[0].startswith(f"**{code}**"))
    params = tomllib.loads(_words(row[2])[0])["params"]
    assert CHECKS[code].validate_python(params)
