"""How findings are put together for people."""

from service.rules.results import Finding, Severity, alike


def test_findings_of_one_rule_stand_together_where_the_first_of_them_stood() -> None:
    def finding(code: str, target: str) -> Finding:
        return Finding(
            code=code,
            severity=Severity.ERROR,
            message="m",
            target=target,
            location="",
            reference="",
        )

    found = [finding("A-1", "x"), finding("B-2", "x"), finding("A-1", "y")]

    assert [[f.target for f in same] for same in alike(found)] == [["x", "y"], ["x"]]
