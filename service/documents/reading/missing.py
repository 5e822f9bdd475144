"""Naming what a document of ours was made with and no longer has: not found is never empty."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from service.documents.identity import Identity
from service.documents.manifest import FieldSpec, Manifest, TableSpec
from service.domain.minutes import Problem

CODE = "not-found"


def made_from(identity: Identity, known: Iterable[Manifest]) -> Manifest | None:
    """The manifest of the template a document was made from; None where it doesn't say."""
    wanted = (identity.type, identity.language, identity.variant)
    return next((m for m in known if (m.type, m.language, m.variant) == wanted), None)


def missing(
    manifest: Manifest, fields: Collection[str], tables: Collection[str], *, strange: bool
) -> Iterator[Problem]:
    """A problem for each field and table that is not among those found.

    Args:
        manifest: of the template that the document was made from.
        fields: tags of the fields found, empty ones too.
        tables: ids of the tables found.
        strange: there is a table that we don't know; it may be one that could have been left out.
    """
    last = ""
    for spec in manifest.fields:
        if spec.tag in fields:
            last = spec.label
        else:
            yield _field(spec, last)
    for table in manifest.tables:
        if table.id not in tables and (strange or not table.drop_when_empty):
            yield _table(table)


def missing_labels(case: str, labels: Sequence[str]) -> Problem:
    """The labels that a case lacks while text stands in it that may be theirs."""
    return Problem(
        code=CODE,
        message=f"{case}: vi fant ikke {_listed(labels)}. Står teksten der uten ledetekst, så "
        "skriv ledeteksten foran den.",
        location=case,
    )


def unread_table(where: str) -> Problem:
    """A table without known header words beside one that has them: rows may have been split off."""
    return Problem(
        code="unread-table",
        message=f"Under «{where}» står det en tabell som vi ikke kjenner overskriftene i. Hører "
        "radene til tabellen ved siden av, så flytt dem dit eller skriv de samme overskriftene.",
        location=where,
    )


def _field(spec: FieldSpec, above: str) -> Problem:
    if spec.place == "heading":
        name, remedy = f"overskriften «{spec.label}»", "skriv den over teksten igjen"
    elif spec.place == "title":
        name, remedy = f"«{spec.label}»", "skriv den øverst igjen"
    else:
        name, remedy = f"«{spec.label}»", f"skriv «{spec.label}» foran teksten igjen"
    return Problem(
        code=CODE,
        message=f"Vi fant ikke {name}. Skal dokumentet ha med dette, så {remedy}.",
        location=f"Etter «{above}»" if above else "Toppen av dokumentet",
    )


def _table(table: TableSpec) -> Problem:
    columns = [column.label for column in table.columns]
    return Problem(
        code=CODE,
        message=f"Vi fant ikke tabellen med {_listed(columns)}. Skal dokumentet ha den med, så "
        "skriv disse ordene i den øverste raden.",
        location=f"Tabellen med «{columns[0]}»",
    )


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"«{word}»" for word in words)
