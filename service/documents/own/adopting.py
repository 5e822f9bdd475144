"""Taking a group's own DOCX for a template: what is wrong with it, or a manifest of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from service.documents.gate.check import Package, UnsafeDocument, open_package
from service.documents.manifest import Manifest
from service.documents.ooxml import OFFICE_RELATIONS, SDT, w
from service.documents.own.forms import flatten, known_tag
from service.documents.own.labels import Labels
from service.documents.own.naming import Naming
from service.documents.own.package import repacked
from service.documents.own.remarks import Remark, remark
from service.documents.own.shape import Found, Shape
from service.documents.own.vocabulary import Vocabulary
from service.documents.package import parse_part
from service.documents.reading.inline import SUGGESTED
from service.documents.reading.style_names import style_table
from service.documents.rendering.template import compile_template
from service.domain.errors import InputError

MAX_CONTROLS = 300
"""The largest of ours has 38, and 85 with its cases as LibreOffice saves it."""
MAX_PAIRS = 1_000_000
"""Of a control and an element, since each is looked at with all that stands before it. The largest
of ours has 100,000, and 320,000 as LibreOffice saves it; a million take two seconds at worst."""
_STYLES = f"{OFFICE_RELATIONS}/styles"
_ASIDE = frozenset({w("txbxContent"), w("footnote"), w("endnote")})
_A4 = frozenset({"11906", "16838"})  # twentieths of a point; editors round by a few
_ROUNDING = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What came of looking an uploaded template over.

    ``data`` and ``manifest`` are the template in our own form, None where a remark is an error.
    """

    remarks: tuple[Remark, ...]
    data: bytes | None = None
    manifest: Manifest | None = None

    @property
    def usable(self) -> bool:
        """Whether documents can be made from it."""
        return self.data is not None


def adopt(data: bytes, base: Manifest) -> Adoption:
    """Look a group's own template over and bring it into our form.

    Args:
        data: a DOCX (or DOTX) with content controls that have the tags of ``base``.
        base: the shipped manifest of the type, language and variant it stands in for.

    Raises:
        UnsafeDocument: it is not a DOCX, or not a safe one, or larger than any template.
    """
    package = open_package(data)
    body = parse_part(package.parts[package.main_part])
    _check_size(body)
    labels = Labels(body, style_table(package.related(_STYLES, of=package.main_part) or b""))
    words = Vocabulary(base)
    remarks = [*_of_the_whole(package, body), *_of_the_forms(body, words, labels)]
    Naming(base, labels).name(body)
    found, more = Shape(body, base, words, labels).read()
    remarks += more
    if any(one.is_error for one in remarks):
        return Adoption(remarks=_in_order(remarks))
    manifest = _manifest(found, base, labels)
    made = repacked(data, package, body, words.tag_of)
    try:
        compile_template(manifest, made)
    except InputError as error:
        remarks.append(remark("unusable", what=error.message))
        return Adoption(remarks=_in_order(remarks))
    return Adoption(remarks=_in_order(remarks), data=made, manifest=manifest)


def _check_size(body: etree._Element) -> None:
    controls = sum(1 for _ in body.iter(SDT))
    if controls > MAX_CONTROLS:
        raise UnsafeDocument(
            f"Fila har over {MAX_CONTROLS} felt, flere enn noen mal trenger; ta bort dem som ikke "
            "brukes."
        )
    if controls * sum(1 for _ in body.iter()) > MAX_PAIRS:
        raise UnsafeDocument(
            "Fila er lengre enn noen mal trenger; ta bort det som er skrevet inn, men la feltene "
            "stå."
        )


def _in_order(remarks: list[Remark]) -> tuple[Remark, ...]:
    """What keeps the template from being used comes first."""
    return tuple(sorted(dict.fromkeys(remarks), key=lambda one: not one.is_error))


def _of_the_whole(package: Package, body: etree._Element) -> Iterator[Remark]:
    if next(body.iter(*SUGGESTED), None) is not None:
        yield remark("tracked_changes")
    if next(body.iter(w("commentReference")), None) is not None:
        yield remark("comments")
    language = b'w:val="nb' in (styles := package.related(_STYLES, of=package.main_part) or b"")
    if not (language or b'w:val="nn' in styles or b'w:val="no' in styles):
        yield remark("no_language")
    for size in body.iter(w("pgSz")):
        sides = (int(size.get(w(name), "0") or 0) for name in ("w", "h"))
        if not all(any(abs(side - int(a)) <= _ROUNDING for a in _A4) for side in sides):
            yield remark("not_a4")
            return


def _of_the_forms(body: etree._Element, words: Vocabulary, labels: Labels) -> Iterator[Remark]:
    """Bring every known control into the inline form; say which can't be."""
    for control in body.iter(SDT):
        tag = known_tag(control, words.tag_of)
        if tag and any(ancestor.tag in _ASIDE for ancestor in control.iterancestors()):
            yield remark("outside_text", labels.place(control), tag=tag)
    for wrong in flatten(body, words.tag_of):
        yield remark(wrong.code, labels.place(wrong.control), tag=wrong.tag)


def _manifest(found: Found, base: Manifest, labels: Labels) -> Manifest:
    """The base's manifest with what this template has, under the words it uses."""
    title = labels.title()
    have = {spec.tag for spec in found.fields}
    return replace(
        base,
        titles=tuple(dict.fromkeys((*base.titles, *([title] if title else ())))),
        headings=tuple(dict.fromkeys(labels.headings())),
        fields=found.fields,
        ignored=(*base.ignored, *(s.tag for s in base.fields if s.tag not in have)),
        tables=found.tables,
        case_heading=found.case_heading,
        case_labels=found.case_labels,
        standing=tuple(dict.fromkeys(labels.standing())),
    )
