"""Which template a group's document is made from: its own, else the party's, else everybody's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from service.db.templates import StoredTemplate
from service.documents.data import DocumentData
from service.documents.manifest import Manifest, shipped_manifests
from service.documents.own import adopt
from service.documents.rendering.render import render
from service.documents.rendering.template import Template, compile_template, load_template
from service.domain.model import Group
from service.journeys.papers.kinds import variant_of

_Key = tuple[str, str]  # type and language


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The templates of one group, its own by type and language."""

    group: Group
    own: Mapping[_Key, Template] = field(default_factory=dict)

    @property
    def manifests(self) -> tuple[Manifest, ...] | None:
        """By which words its documents are read; None where ours are all there are."""
        mine = tuple(template.manifest for template in self.own.values())
        return (*mine, *shipped_manifests()) if mine else None

    def template(self, type_: str, language: str = "") -> Template:
        """The template for a type, in the group's own language where none is given.

        Raises:
            InputError: there is no such template.
        """
        tongue = language or self.group.language
        own = self.own.get((type_, tongue))
        return own or shipped(type_, tongue, variant_of(type_, self.group))

    def make(
        self, type_: str, data: DocumentData, *, document_id: str, language: str = ""
    ) -> bytes:
        """A document. What the group's own template leaves out is left out.

        Raises:
            InputError: there is no such template, or it has no place for a value.
        """
        template = self.template(type_, language)
        if template in self.own.values():
            data = template.places.fitted(data)
        return render(template, data, document_id=document_id)


def in_force(group: Group, stored: Iterable[StoredTemplate]) -> dict[_Key, StoredTemplate]:
    """The own templates that are used, by type and language: of several, the one taken last."""
    usable = [(one.taken_at, one.href, one) for one in stored if one.data and one.taken_at]
    return {
        (one.type, one.language): one
        for _, _, one in sorted(usable, key=lambda entry: entry[:2])
        if _compiled_for(group, one) is not None
    }


def shelf_of(group: Group, stored: Iterable[StoredTemplate]) -> Shelf:
    """The group's shelf."""
    own = {key: _compiled_for(group, one) for key, one in in_force(group, stored).items()}
    return Shelf(group=group, own={key: made for key, made in own.items() if made is not None})


def base_manifest(type_: str, language: str, variant: str = "") -> Manifest:
    """The shipped manifest that an own template of the type is measured by.

    Raises:
        InputError: there is no such template.
    """
    return shipped(type_, language, variant).manifest


@lru_cache(maxsize=64)
def shipped(type_: str, language: str, variant: str = "") -> Template:
    """A shipped template, compiled once: compiling costs as much as many documents.

    Raises:
        InputError: there is no such template.
    """
    return load_template(type_, language, variant)


def _compiled_for(group: Group, one: StoredTemplate) -> Template | None:
    return _compiled(one.data or b"", one.type, one.language, variant_of(one.type, group))


@lru_cache(maxsize=256)
def _compiled(data: bytes, type_: str, language: str, variant: str) -> Template | None:
    """An own template, compiled once for each version; None where it can't be used any more."""
    adoption = adopt(data, base_manifest(type_, language, variant))
    if adoption.data is None or adoption.manifest is None:
        return None
    return compile_template(adoption.manifest, adoption.data)
