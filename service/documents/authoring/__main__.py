"""Rewrite ``templates/`` from the authoring modules."""

from __future__ import annotations

from pathlib import Path

from service.documents.authoring.catalogue import CONTENTS
from service.documents.authoring.manifest_file import manifest_toml
from service.documents.authoring.write import template_docx
from service.documents.manifest import folder_name


def write_templates(root: Path) -> None:
    """Write ``<type>/<variant>/{template.docx, manifest.toml}`` below ``root``."""
    for content in CONTENTS:
        folder = root / content.type / folder_name(content.language, content.variant)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "template.docx").write_bytes(template_docx(content))
        (folder / "manifest.toml").write_text(manifest_toml(content), encoding="utf-8")


if __name__ == "__main__":
    write_templates(Path(__file__).resolve().parents[3] / "templates")
