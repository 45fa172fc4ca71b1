"""put_in_order: the steps of learning (question 14) and those of a batch (question 25), each as a word."""

from checks.oracles.order import expect_order, expect_word
from grader.checking.kit import fail, mistake, needs

LEARNING, BATCH = "ABCDEFG", "PQRST"


@mistake("Your function makes the dict but gives None back: the return is missing.")
def returns_nothing():
    {"q14": "ABCDEFG", "q25": "PQRST"}


def check_words(student):
    """gives two words, each letter once, that end with C and with P"""
    answer = student.put_in_order()
    if not expect_word(answer, "q14", LEARNING).endswith("C"):
        raise fail(answer, "Question 14: expected C as the last letter.", "end", advice="After C nothing is learned.")
    if not expect_word(answer, "q25", BATCH).endswith("P"):
        advice = "Clearing first works too, but before the first batch there is nothing to clear: do it after the step."
        raise fail(answer, "Question 25: expected P as the last letter.", "end", advice=advice)


@needs(check_words)
def check_what_comes_before(student):
    """predicts before it measures the loss, and finds gradients before it steps"""
    answer = student.put_in_order()
    expect_order(answer, "q14", LEARNING, "EA", "The loss is that of predictions, which E makes.")
    expect_order(answer, "q14", LEARNING, "FD", "The step goes against the gradients, which F finds.")
    expect_order(answer, "q25", BATCH, "TQ", "mnist_loss is called with preds, which T makes.")
    expect_order(answer, "q25", BATCH, "RS", "The step goes against the gradients, which R finds.")
