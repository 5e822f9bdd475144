"""DOCX documents: compile a template, fill it, read it back. Bytes in and out."""

from service.documents.data import AttendeeRow, CaseRow, DocumentData, FollowUpRow
from service.documents.gate.check import UnsafeDocument, check_package
from service.documents.manifest import (
    FieldSpec,
    LabelSpec,
    Manifest,
    TableSpec,
    load_manifest,
    shipped_manifests,
)
from service.documents.reading.read import read
from service.documents.rendering.render import render
from service.documents.rendering.template import Template, compile_template, load_template

__all__ = [
    "AttendeeRow",
    "CaseRow",
    "DocumentData",
    "FieldSpec",
    "FollowUpRow",
    "LabelSpec",
    "Manifest",
    "TableSpec",
    "Template",
    "UnsafeDocument",
    "check_package",
    "compile_template",
    "load_manifest",
    "load_template",
    "read",
    "render",
    "shipped_manifests",
]
