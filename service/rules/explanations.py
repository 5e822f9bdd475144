"""How each kind of check works, in words for people, as ``explanations.toml`` says it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from service.rules.pack_texts import Texts


@cache
def explanations() -> Mapping[str, Texts]:
    """What every check looks at, and when it judges nothing, by the check's code."""
    text = files("service.rules").joinpath("explanations.toml").read_text("utf-8")
    return {code: Texts.model_validate(said) for code, said in tomllib.loads(text).items()}


def explained(check: str, language: str) -> str:
    """How a check works, in one to three sentences."""
    return explanations()[check].said(language)
