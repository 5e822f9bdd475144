"""How findings are shown: what is due first, each with its section, doubts last."""

from __future__ import annotations

from collections import Counter

from service.cli.output import console
from service.rules.results import Finding, Report, Severity, alike

_SHOWN_ALIKE = 2
_HEADINGS = {
    Severity.ERROR: ("red", "Mangler"),
    Severity.WARNING: ("yellow", "Bør ses på"),
    Severity.INFO: ("cyan", "Til orientering"),
    Severity.TASK: ("blue", "Å gjøre"),
    Severity.PERMISSION: ("dim", "Rettighet"),
}


def show_report(report: Report) -> None:
    """The findings by severity, then what could not be judged, then a summary line."""
    out = console()
    for severity, (style, heading) in _HEADINGS.items():
        found = [f for f in report.findings if f.severity is severity]
        if found:
            out.print(f"\n{heading}", style=f"bold {style}")
        for same in alike(found):
            _show_alike(same, style)
    reasons = Counter(one.missing for one in report.not_evaluated)
    if reasons:
        out.print("\nIkke vurdert", style="bold dim")
        for reason, count in reasons.most_common():
            noun = "regel" if count == 1 else "regler"
            out.print(f"  {count:>3} {noun}: {reason}", style="dim")
    _show_waivers(report)
    counts = report.counts()
    out.print(
        f"\n{counts['error']} mangler, {counts['warning']} bør ses på, {counts['task']} å gjøre, "
        f"{len(report.passed)} i orden, {counts['not_evaluated']} ikke vurdert."
    )


def _show_waivers(report: Report) -> None:
    """What the group has decided about findings, and what of it is to be tidied up."""
    out = console()
    if report.waived or report.baseline:
        began = len(report.baseline)
        said = f"\n{len(report.waived)} funn er godtatt, {began} var der da dere begynte."
        out.print(said, style="dim")
    for waivers, why in (
        (report.unused_waivers, "trengs ikke lenger"),
        (report.expired_waivers, "har gått ut"),
        (report.unknown_waivers, "gjelder en regel gruppa ikke har"),
    ):
        for one in waivers:
            out.print(f"  Unntaket {one.code} ({one.target}) {why}.", style="dim")


def _show_alike(findings: tuple[Finding, ...], style: str) -> None:
    """The first few of one rule; the same thing is not said twenty times."""
    for finding in findings[:_SHOWN_ALIKE]:
        show_finding(finding, style)
    if len(findings) > _SHOWN_ALIKE:
        rest = len(findings) - _SHOWN_ALIKE
        console().print(f"      … og {rest} til av samme slag", style="dim")


def show_finding(finding: Finding, style: str) -> None:
    """One finding with where it is and what it rests on."""
    out = console()
    out.print(f"  {finding.code}  ", style=style, end="")
    out.print(finding.message)
    place = " · ".join(text for text in (finding.location, finding.reference) if text)
    if place:
        out.print(f"      {place}", style="dim")
    if finding.facts:
        out.print(f"      Bygger på: {'; '.join(finding.facts)}", style="dim")


def findings_json(report: Report) -> dict[str, object]:
    """The ``validate`` document of the command line's contract."""
    return report.as_json()
