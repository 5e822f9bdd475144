"""A group's questions about itself: answered without names, shown once nobody answers any more.

Somebody who looked between two answers could tell what the last one was, so nothing of a round is
shown while it runs. It ends when the group closes it, or with the year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.db.registers import Surveys
from service.domain.errors import InputError
from service.domain.model import OSLO
from service.journeys.services import Services
from service.rules.checks.attesting.survey import Survey

SCORES = range(1, 6)
LEAST = 3  # answers; a mean of fewer tells what each of them was


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One question in one round; ``mean`` and ``count`` only where enough have answered."""

    mean: float | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyResults:
    """The questions, in order, with what was answered in each closed round, the oldest first.

    ``running`` is the round of this year, "" once it is closed; ``answered`` is how many have
    taken part in it.
    """

    questions: Mapping[str, str]
    rounds: tuple[str, ...]
    answers: Mapping[tuple[str, str], Answered]  # by round and question
    running: str
    answered: int

    def of(self, round_: str, question: str) -> Answered | None:
        """What was answered; None where nobody has."""
        return self.answers.get((round_, question))

    def change(self, question: str) -> float | None:
        """How much the mean went up since the round before; None without two that tell it."""
        found = (self.of(round_, question) for round_ in self.rounds)
        means = [one.mean for one in found if one and one.mean is not None]
        return round(means[-1] - means[-2], 1) if len(means) > 1 else None


def answer_survey(services: Services, group_id: str, scores: Mapping[str, int]) -> None:
    """Count one person's answers to this year's self-evaluation; who it was is stored nowhere.

    Raises:
        InputError: there is no such group, a question or score is none of the survey's, or this
            year's round is closed.
    """
    questions = survey_questions(services, group_id)
    for question, score in scores.items():
        if question not in questions:
            raise InputError("Egenevalueringa har ikke dette spørsmålet.", where=question)
        if score not in SCORES:
            raise InputError("Svar med et tall fra 1 til 5.", where=question)
    round_ = _round(services, group_id)
    with services.database.transaction() as session:
        if not Surveys(session, group_id).answer(round_, scores):
            message = "Årets runde er avsluttet. Den neste begynner ved nyttår."
            raise InputError(message, where=round_)


def close_survey(services: Services, group_id: str) -> None:
    """Take no more answers this year, and show what was answered.

    Raises:
        InputError: there is no such group, or too few have answered.
    """
    survey_questions(services, group_id)
    round_ = _round(services, group_id)
    with services.database.transaction() as session:
        if not Surveys(session, group_id).close(round_, services.now(group_id), least=LEAST):
            message = "Færre enn tre har svart, så resultatet ville vist hva hver av dem svarte."
            raise InputError(message, where=round_)


def survey_questions(services: Services, group_id: str) -> Mapping[str, str]:
    """The questions of the group's self-evaluation, by their codes, in its language.

    Raises:
        InputError: there is no such group.
    """
    group = services.own_settings(group_id).group
    return {
        rule.params.question: rule.condition[group.language]
        for pack in services.packs(group)
        for rule in pack.rules
        if isinstance(rule.params, Survey)
    }


def survey_results(services: Services, group_id: str) -> SurveyResults:
    """The aggregates of every round that is over.

    Raises:
        InputError: there is no such group, or a pack can't be loaded.
    """
    questions = survey_questions(services, group_id)
    now = _round(services, group_id)
    with services.database.reading() as session:
        surveys = Surveys(session, group_id)
        found, closed = surveys.counts(), surveys.closed()
    counts = {key: scores for key, scores in found.items() if key[1] in questions}
    running = "" if now in closed else now
    answers = {key: _answered(scores) for key, scores in counts.items() if key[0] != running}
    taken = [sum(scores.values()) for key, scores in counts.items() if key[0] == running]
    return SurveyResults(
        questions=questions,
        rounds=tuple(sorted({round_ for round_, _ in answers})),
        answers=answers,
        running=running,
        answered=max(taken, default=0),
    )


def _answered(scores: Mapping[int, int]) -> Answered:
    count = sum(scores.values())
    if count < LEAST:
        return Answered()
    return Answered(mean=sum(score * n for score, n in scores.items()) / count, count=count)


def _round(services: Services, group_id: str) -> str:
    return str(services.now(group_id).astimezone(OSLO).year)
