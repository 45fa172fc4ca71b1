"""Steps put in order as a word of letters: whether it is a word of the right letters, and what comes before what."""

from collections.abc import Mapping
from itertools import pairwise

from grader.checks.expectation import fail, kind
from grader.sandbox.answer import Answer
from grader.sandbox.words import describe


def expect_word(answer: Answer, name: str, letters: str) -> str:
    """The word for one question ("q14"): a string with each of these letters once, in any order."""
    words, number = answer.value, name[1:]
    if not isinstance(words, Mapping):
        advice = 'Write each word behind the key of its question, "q14" and "q25".'
        raise fail(answer, f"Expected a dict with two words; got {kind(words)}.", "type", advice=advice)
    if name not in words:
        raise fail(answer, f"There is no word for question {number} yet.", "keys", advice=f'Its key is "{name}".')
    word = words[name]
    if not isinstance(word, str):
        advice = "Write the letters side by side, between one pair of quotation marks."
        raise fail(answer, f"Question {number}: expected a word; got {kind(word)}.", "type", advice=advice)
    if sorted(word) != sorted(letters):
        sentence = f"Question {number}: expected each of {', '.join(letters)} once; got {describe(word)}."
        raise fail(answer, sentence, "letters", advice="Write capital letters, and nothing between them.")
    return word


def expect_order(answer: Answer, name: str, letters: str, order: str, because: str) -> None:
    """The letters of `order` in that order in the word; others may stand between them. `because` says why."""
    found = [each for each in expect_word(answer, name, letters) if each in order]
    for first, second in pairwise(found):
        if order.index(first) > order.index(second):
            sentence = f"Question {name[1:]}: {first} comes before {second}, and should come after it."
            raise fail(answer, sentence, f"{name} {order}", advice=because)
