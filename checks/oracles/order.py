"""Steps put in order as a word of letters: whether it is a word of the right letters, and what comes before what."""

from collections.abc import Mapping
from itertools import pairwise

from grader.checking.answer import Answer, read
from grader.checking.check_failed import fail
from grader.checking.describe import describe
from grader.checking.phrases import kind


def expect_word(answer: Answer, name: str, letters: str) -> str:
    """The word for one question: a string with each of these letters once, in any order.

    Args:
        answer: a dict of words by the names of their questions.
        name: the question's, "q14".
        letters: those that the word is made of, "ABCDE".

    Returns:
        The word.

    Raises:
        CheckFailed: there is no dict, no such key, no string, or not each letter once.
    """
    words, number = read(answer), name[1:]
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
    """The letters of `order` in that order in the word; others may stand between them.

    Args:
        answer: as for `expect_word`.
        name: the question's, "q14".
        letters: those that the word is made of.
        order: some of them, first to last.
        because: why they come in this order, for the message.

    Raises:
        CheckFailed: two of them stand the other way round, or `expect_word` fails.
    """
    found = [each for each in expect_word(answer, name, letters) if each in order]
    for first, second in pairwise(found):
        if order.index(first) > order.index(second):
            sentence = f"Question {name[1:]}: {first} comes before {second}, and should come after it."
            raise fail(answer, sentence, f"{name} {order}", advice=because)
