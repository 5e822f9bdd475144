"""Rules to read: all that come with the service, and one in full, also as a group uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.domain.errors import InputError
from service.journeys.judging.preview import Preview
from service.journeys.regulation.settings import PACKS_OWN, InForce
from service.rules.definitions import RuleDefinition, RulePack
from service.rules.explanations import explained
from service.rules.results import NotEvaluated, Report, alike
from service.rules.texts import plain
from service.web.access import services, tell
from service.web.choosing_form import shown_value
from service.web.groups import group_page
from service.web.plan_view import by_severity
from service.web.ports import GroupPage
from service.web.presenting import page_language
from service.web.rule_use import MOST_TEXT, RuleUse, as_it_stands, grades, read_use

blueprint = Blueprint("rule_pages", __name__)

_PLACEHOLDERS = re.compile(r"\{\w+\}(?: \{\w+\})*\.?")
_MOST_QUERY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRules:
    """A pack with those of its rules that a search found."""

    pack: RulePack
    rules: tuple[RuleDefinition, ...]


@blueprint.get("/regler")
def listing() -> str:
    """Every pack with its rules, or those that a search finds."""
    text, name = request.args.get("tekst", "").strip()[:_MOST_QUERY], request.args.get("sett", "")
    packs = services().rules.shipped()
    language = page_language()
    return render_template(
        "all_rules.html",
        packs=packs,
        found=tuple(_searched(packs, text, name, language)),
        text=text,
        chosen=name,
        language=language,
    )


@blueprint.get("/regler/<code>")
def shipped(code: str) -> str:
    """One rule, as its pack has it."""
    packs = services().rules.shipped()
    rule, pack = _found(packs, code)
    return render_template("rule.html", **_shown(rule, pack, packs), page=None)


@blueprint.get("/g/<group_id>/regler/<code>")
def own(group_id: str, code: str) -> str:
    """One rule, as it holds for a group."""
    page = group_page(group_id)
    return _own(page, code)


@blueprint.post("/g/<group_id>/regler/<code>")
def use(group_id: str, code: str) -> str | tuple[str, int] | Response:
    """Show what another use of the rule would change, or save what was shown."""
    page = group_page(group_id)
    rule, _pack = _found(services().rules.packs(group_id), code)
    entered, values = read_use(rule, request.form)
    if entered.problems:
        return _own(page, code, entered), 422
    choosing = services().choosing
    try:
        if request.form.get("do") == "save":
            choosing.save(group_id, choosing.with_values(group_id, values))
            tell(_("Valget er lagret."), _("Regelen er vurdert på nytt."))
            return redirect(url_for("rule_pages.own", group_id=group_id, code=code))
        looked = choosing.preview(group_id, choosing.with_values(group_id, values))
    except InputError as error:
        return _own(page, code, replace(entered, problems={"severity": error.message})), 422
    return _own(page, code, entered, looked)


def _own(
    page: GroupPage, code: str, entered: RuleUse | None = None, looked: Preview | None = None
) -> str:
    group_id = page.settings.group.id
    packs = services().rules.packs(group_id)
    rule, pack = _found(packs, code)
    report = services().report(group_id)
    now = as_it_stands(rule, services().choosing.own_values(group_id))
    return render_template(
        "group_rule.html",
        **_shown(rule, pack, packs),
        page=page,
        findings=by_severity(f for f in report.findings if f.code == code),
        missing=_missing(report, code),
        passed=code in report.passed,
        off=code in report.switched_off,
        why_off=now.off or rule.off,
        in_force=tuple(_in_force(rule, services().rules.parameters(group_id, code))),
        entered=entered or now,
        problems=entered.problems if entered else {},
        grades=grades(rule),
        most=MOST_TEXT,
        looked=looked,
        come=alike(by_severity(looked.come)) if looked else (),
        go=alike(by_severity(looked.go)) if looked else (),
    )


def _missing(report: Report, code: str) -> tuple[NotEvaluated, ...]:
    return tuple(one for one in report.not_evaluated if one.code == code)


def _in_force(rule: RuleDefinition, held: Sequence[InForce]) -> Iterator[tuple[str, str, str]]:
    """For each of the group's values: the question, the value as people write it, its source."""
    asked = {one.name: one for one in rule.admin_params}
    for one in held:
        name = one.name.removeprefix(f"{rule.code}.")
        question = asked[name].question[page_language()] if name in asked else name
        packs = name in asked and one.source == PACKS_OWN
        value = asked[name].default if packs else one.value
        yield question, shown_value(rule, name, value), one.source


def _searched(
    packs: Sequence[RulePack], text: str, name: str, language: str
) -> Iterator[PackRules]:
    words = plain(text).split()
    for pack in packs:
        if name not in {"", pack.name}:
            continue
        found = tuple(
            rule
            for rule in pack.rules
            if rule.pack == pack.name and all(word in _text(rule, language) for word in words)
        )
        if found:
            yield PackRules(pack=pack, rules=found)


def _text(rule: RuleDefinition, language: str) -> str:
    """What is searched in."""
    said = (rule.condition, rule.why, rule.section, rule.messages.main)
    return plain(" ".join((rule.code, *(one.get(language, "") for one in said))))


def _found(packs: Sequence[RulePack], code: str) -> tuple[RuleDefinition, RulePack]:
    """The rule, with the pack it comes from, or else the one that has it."""
    having = [(rule, pack) for pack in packs if (rule := pack.rule(code))]
    if not having:
        abort(404)
    return next(((r, p) for r, p in having if r.pack == p.name), having[0])


def _shown(rule: RuleDefinition, pack: RulePack, packs: Sequence[RulePack]) -> Mapping[str, object]:
    language = page_language()
    return {
        "rule": rule,
        "pack": pack,
        "language": language,
        "says": _open(rule.messages.main[language]),
        "variants": [_open(said[language]) for said in rule.messages.variants.values()],
        "explained": explained(rule.check, language),
        "also_in": [p.title for p in packs if p is not pack and p.rule(rule.code)],
        "default": lambda one: shown_value(rule, one.name, one.default),
    }


def _open(message: str) -> str:
    """A message without its values: "the meeting …; call it off"."""
    return _PLACEHOLDERS.sub("…", message)
