"""put_in_order: one thing at a time, so that a single slip costs little."""

from checks.oracles.order import expect_order, expect_word
from grader.checking.kit import fail

LEARNING, BATCH = "ABCDEFG", "PQRST"


def check_parameters_first(student):
    """makes the parameters before it predicts with them"""
    expect_order(student.put_in_order(), "q14", LEARNING, "BE", "Nothing can be predicted without parameters.")


def check_loss_gradients_step(student):
    """goes from the loss to the gradients, and from there to the step"""
    answer = student.put_in_order()
    expect_order(answer, "q14", LEARNING, "AF", "The gradients are those of the loss, which A measures.")
    expect_order(answer, "q14", LEARNING, "FD", "The step goes against the gradients, which F finds.")


def check_round_again(student):
    """goes back to predicting after the step, and stops last"""
    answer = student.put_in_order()
    expect_order(answer, "q14", LEARNING, "DG", "Until D has changed the parameters, predicting again gives the same.")
    expect_order(answer, "q14", LEARNING, "GC", "After C nothing is learned.")


def check_loss_of_predictions(student):
    """measures the loss of predictions, and calls backward when it is there"""
    answer = student.put_in_order()
    expect_order(answer, "q25", BATCH, "TQ", "mnist_loss is called with preds, which T makes.")
    expect_order(answer, "q25", BATCH, "QR", "backward is a method of the loss, which Q makes.")


def check_step_with_gradients(student):
    """steps along the gradients of this batch, and clears them after that"""
    answer = student.put_in_order()
    expect_order(answer, "q25", BATCH, "RS", "The step goes against the gradients, which R finds.")
    expect_order(answer, "q25", BATCH, "SP", "zero_grad takes the gradients away, and the step needs them.")


def check_same_each_time(student):
    """gives the same words each time it is called"""
    for name, letters in (("q14", LEARNING), ("q25", BATCH)):
        first, *others = (student.put_in_order() for _ in range(5))
        word = expect_word(first, name, letters)
        if any(expect_word(other, name, letters) != word for other in others):
            raise fail(first, "Expected the same words at every call; another call gave others.", "repetition")
