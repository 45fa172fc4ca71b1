"""put_in_order: one thing at a time, so that a single slip costs little."""

from grader.checks.kit import fail
from grader.checks.order import expect_order, expect_word

LEARNING, BATCH = "ABCDEFG", "PQRST"


def check_parameters_first(student):
    """makes the parameters before it predicts with them"""
    advice = "Nothing can be predicted without parameters."
    expect_order(student.put_in_order(), "q14", LEARNING, "BE", advice)


def check_loss_gradients_step(student):
    """goes from the loss to the gradients, and from there to the step"""
    advice = "The gradients are those of the loss, and the step goes against them."
    expect_order(student.put_in_order(), "q14", LEARNING, "AFD", advice)


def check_round_again(student):
    """goes back to predicting after the step, and stops last"""
    advice = "Until the parameters have changed, predicting again gives the same."
    expect_order(student.put_in_order(), "q14", LEARNING, "DGC", advice)


def check_backward_after_loss(student):
    """calls backward when the loss is there"""
    expect_order(student.put_in_order(), "q25", BATCH, "QR", "backward is a method of the loss, which Q makes.")


def check_step_with_gradients(student):
    """steps along the gradients of this batch, and clears them after that"""
    advice = "A step needs the gradients of this batch: backward makes them, zero_grad takes them away."
    expect_order(student.put_in_order(), "q25", BATCH, "RSP", advice)


def check_same_each_time(student):
    """gives the same words each time it is called"""
    for name, letters in (("q14", LEARNING), ("q25", BATCH)):
        first, *others = (student.put_in_order() for _ in range(5))
        word = expect_word(first, name, letters)
        if any(expect_word(other, name, letters) != word for other in others):
            raise fail(first, "Expected the same words at every call; another call gave others.", "repetition")
