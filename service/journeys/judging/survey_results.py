"""What a group answered about itself: never a mean of so few that each answer can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.journeys.judging.registers import survey_counts, survey_questions
from service.journeys.services import Services

LEAST = 3  # answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One question in one round; ``mean`` and ``count`` only where enough have answered."""

    mean: float | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyResults:
    """The questions, in order, with what was answered in each round, the oldest round first."""

    questions: Mapping[str, str]
    rounds: tuple[str, ...]
    answers: Mapping[tuple[str, str], Answered]  # by round and question

    def of(self, round_: str, question: str) -> Answered | None:
        """What was answered; None where nobody has."""
        return self.answers.get((round_, question))

    def change(self, question: str) -> float | None:
        """How much the mean went up since the round before; None without two that tell it."""
        found = (self.of(round_, question) for round_ in self.rounds)
        means = [one.mean for one in found if one and one.mean is not None]
        return round(means[-1] - means[-2], 1) if len(means) > 1 else None


def survey_results(services: Services, group_id: str) -> SurveyResults:
    """The aggregates of every round.

    Raises:
        InputError: there is no such group, or a pack can't be loaded.
    """
    questions = survey_questions(services, group_id)
    with services.database.reading() as session:
        counts = survey_counts(session, group_id)
    answers = {key: _answered(scores) for key, scores in counts.items() if key[1] in questions}
    return SurveyResults(
        questions=questions,
        rounds=tuple(sorted({round_ for round_, _ in answers})),
        answers=answers,
    )


def _answered(scores: Mapping[int, int]) -> Answered:
    count = sum(scores.values())
    if count < LEAST:
        return Answered()
    return Answered(mean=sum(score * n for score, n in scores.items()) / count, count=count)
