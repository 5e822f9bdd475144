"""A text in the three languages, as packs and registers write it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


class Texts(BaseModel):
    """The same text in bokmål, nynorsk and English."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nb: str = Field(min_length=1)
    nn: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def said(self, language: str) -> str:
        """The text in a language; bokmål where the language is none of the three."""
        return {"nn": self.nn, "en": self.en}.get(language, self.nb)


def _in_all_languages(value: object) -> object:
    return {"nb": value, "nn": value, "en": value} if isinstance(value, str) else value


def _as_section(value: object) -> object:
    if not isinstance(value, str):
        return value
    return {"nb": value, "nn": value, "en": value.replace("punkt", "section")}


# A group that writes a pack for itself writes in its own language alone.
Text = Annotated[Texts, BeforeValidator(_in_all_languages)]
# "punkt 5.0" needs no translation beyond its first word.
Section = Annotated[Texts, BeforeValidator(_as_section)]
