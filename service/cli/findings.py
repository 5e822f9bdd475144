"""How findings are shown: what is due first, each with its section, doubts last."""

from __future__ import annotations

from collections import Counter

from service.cli.output import console
from service.rules.results import Finding, Report, Severity

_HEADINGS = {
    Severity.ERROR: ("red", "Mangler"),
    Severity.WARNING: ("yellow", "Bør ses på"),
    Severity.INFO: ("cyan", "Til orientering"),
    Severity.TASK: ("blue", "Å gjøre"),
    Severity.PERMISSION: ("dim", "Tillatt"),
}


def show_report(report: Report) -> None:
    """The findings by severity, then what could not be judged, then a summary line."""
    out = console()
    for severity, (style, heading) in _HEADINGS.items():
        found = [f for f in report.findings if f.severity is severity]
        if found:
            out.print(f"\n{heading}", style=f"bold {style}")
        for finding in found:
            _show(finding, style)
    reasons = Counter(one.missing for one in report.not_evaluated)
    if reasons:
        out.print("\nIkke vurdert", style="bold dim")
        for reason, count in reasons.most_common():
            out.print(f"  {count:>3} regler: {reason}", markup=False, style="dim")
    counts = report.counts()
    out.print(
        f"\n{counts['error']} mangler, {counts['warning']} bør ses på, {counts['task']} å gjøre, "
        f"{len(report.passed)} i orden, {counts['not_evaluated']} ikke vurdert."
    )


def _show(finding: Finding, style: str) -> None:
    out = console()
    out.print(f"  [{style}]{finding.code}[/]  ", end="")
    out.print(finding.message, markup=False)
    place = " · ".join(text for text in (finding.location, finding.reference) if text)
    if place:
        out.print(f"      {place}", markup=False, style="dim")


def findings_json(report: Report) -> dict[str, object]:
    """The ``validate`` document of the command line's contract."""
    return report.as_json()
