"""Multiple-choice answers: whether each is a letter that exists, and what is wrong with a wrong one.

Nothing here knows a right letter. What is wrong with a wrong one comes from the manifest, and is shown only for the letter that
was chosen. Of each question's three wrong letters, public checks know two, for a learner could read all of them in their kit.
"""

from collections.abc import Mapping
from typing import Any

from grader.checking.answer import Answer, read
from grader.checking.check_failed import fail
from grader.checking.describe import describe
from grader.checking.phrases import kind
from grader.course import LETTERS, Question


def expect_letter(answer: Answer, question: Question) -> str:
    """The letter that was chosen for one question, right or wrong.

    Args:
        answer: a dict of letters by the names of their questions: `{"q07": "b"}`.
        question: one that the check's argument `questions` holds.

    Returns:
        "a", "b", "c" or "d".

    Raises:
        CheckFailed: there is no dict, no such key, or no such letter.
    """
    choices, number = read(answer), number_of(question)
    if not isinstance(choices, dict):
        sentence = f"Expected a dict with a letter for each question; got {kind(choices)}."
        advice = f'Write each letter behind the key of its question, "{question.name}" and so on.'
        raise fail(answer, sentence, "type", advice=advice)
    if question.name not in choices:
        advice = f'Its key is "{question.name}", with the letter q and two digits.'
        raise fail(answer, f"There is no choice for question {number} yet.", "keys", advice=advice)
    letter = choices[question.name]
    if not isinstance(letter, str) or letter not in LETTERS:
        sentence = f"Question {number}: expected a letter from a to d; got {describe(letter)}."
        raise fail(answer, sentence, "letter", advice=_advice(letter))
    return letter


def explain_wrong(answer: Answer, questions: Mapping[str, Question]) -> None:
    """Fail with a line for each choice that is known to be wrong: what is wrong with it. For public checks.

    Raises:
        CheckFailed: a choice is among the wrong ones that the manifest explains to everyone, or `expect_letter` fails.
    """
    lines = []
    for question in questions.values():
        letter = expect_letter(answer, question)
        if letter in question.wrong:
            lines.append(f"Question {number_of(question)}, {letter}: {question.wrong[letter]}")
    if lines:
        start = "One choice is" if len(lines) == 1 else f"{len(lines)} choices are"
        raise fail(answer, f"{start} not right yet.", "choice", advice="\n".join(lines))


def expect_right(answer: Answer, question: Question, right: str) -> None:
    """The right letter for one question. For hidden checks alone: their files are where the right letters stand.

    Raises:
        CheckFailed: another letter was chosen; what is wrong with it is told. Or `expect_letter` fails.
    """
    letter = expect_letter(answer, question)
    if letter != right:
        sentence = f"Question {number_of(question)}: {letter} is not right."
        raise fail(answer, sentence, "choice", advice={**question.wrong, **question.withheld}.get(letter, ""))


def number_of(question: Question) -> int:
    """The question's number, for messages: 7 for "q07"."""
    return int(question.name[1:])


def _advice(value: Any) -> str:
    """What to do about something that is no letter from a to d."""
    if isinstance(value, (list, tuple)):
        return "One of the four is right: choose a single letter, in quotation marks."
    if not isinstance(value, str):
        return "Write the letter in quotation marks."
    if value.strip().lower() in LETTERS:
        return "Write it as a small letter, with no space beside it."
    return "Write the letter alone, without a bracket and without the text of the answer."
