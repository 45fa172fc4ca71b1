"""Signs that a network, a block or a training is not as it should be, and the sentence that the learner reads for each.

A training draws its random numbers in an order of its own, so no known mistake answers exactly as a learner's code does. A symptom can be
compared: a check fails with it as the evidence, and a mistake with the same symptom is named.
"""

# ruff: noqa: E501  (a learner's sentence is one line)

from enum import StrEnum


class Symptom(StrEnum):
    """A symptom, and the advice for whoever has it; "" where there is none."""

    advice: str

    def __new__(cls, seen: str, advice: str = "") -> "Symptom":
        """The text `seen`, which the members are compared by."""
        made = str.__new__(cls, seen)
        made._value_ = seen
        made.advice = advice
        return made


class NetworkSymptom(Symptom):
    """What a network looks like that is not the one of the text."""

    NO_RELU = "linear", "It looks as if the ReLU is missing: put nn.ReLU() between the layers, or two are no better than one."
    RELU_LAST = "ReLU last", "It looks as if the ReLU comes last: it belongs between the two layers, or scores below 0 are lost."
    RELU_TWICE = "ReLU twice", "It looks as if there is a second ReLU at the end: it cuts off the scores below 0, so leave it out there."
    SIGMOID_LAST = "sigmoid last", "It looks as if there is a sigmoid at the end: give the raw scores, the loss takes the sigmoid itself."
    SIGMOID_BETWEEN = "sigmoid between", "It looks as if there is a sigmoid between the layers: put nn.ReLU() there."
    OTHER = "something else", "Between the two layers there should be nn.ReLU(), and nothing after them."


class ClassifierSymptom(Symptom):
    """What a model looks like that was trained badly."""

    ONE_SCORE = "one score an image", "It looks as if one output should become the digit itself: a 3 is not between a 2 and a 4. Give ten scores."
    PROBABILITIES = "probabilities in place of scores", "It looks as if the model ends in a softmax: cross-entropy takes one itself, so leave it out of the model."
    NOT_FINITE = "nan or infinity", "It looks as if the steps are far too large, or go uphill: lower lr, and take the mean of the loss, not minus it."
    UPHILL = "sure of what is wrong", "It looks as if the steps go uphill: the loss has the wrong sign, so that right digits get the lowest scores."
    IN_ORDER = "the last digits win", "It looks as if the images are not shuffled, so that the last digits win: use a new random order in every epoch."
    LARGE_START = "the weights of pixels that are never lit are large", "It looks as if the weights start too large: begin with smaller ones, as nn.Linear does by itself."
    ZERO_START = "the weights of pixels that are never lit are 0", "It looks as if all weights start at 0, so that the hidden numbers stay alike: begin with small random ones."
    ALIKE = "the ten scores of an image are alike", "It looks as if the targets are compared with 1, as with two classes: take the score of each image's own digit."
    ALONE = "hardly a score above 0", "It looks as if each score is pulled to its own 0 or 1, and nine of ten are 0: take cross-entropy, where they compete."
    UNTRAINED = "scores near 0", "It looks as if the parameters hardly changed: is there an opt.step() for every batch, and is lr large enough?"
    ONE_ANSWER = "one answer for nearly all images", "It looks as if the steps are too large: lower lr, take the mean of the loss, and clear the gradients."
    SATURATED = "a digit that is never the answer, and yet sure", "It looks as if the loss gets probabilities: cross-entropy takes the softmax itself, so give it the raw scores."
    RASH = "often wrong, and sure of it", "It looks as if the steps are too large, or too few images are used: try a lower lr, and all images in every epoch."
    SHORT = "few images right", "It may need more epochs or a larger lr; check too that the order is new in every epoch and the first weights are small."
    NONE = "nothing to see"


class BlockSymptom(Symptom):
    """What a block looks like that is not the one of the text."""

    CONVS = "another number of convolutions", "A block has two convolutions with a window of 3×3: nn.Conv2d(…, 3, padding=1), one after the other."
    SHARED = "a layer used twice", "It looks as if a layer is used twice, so that both places share its numbers: make one for each place."
    BIAS = "a convolution with a bias", "It looks as if the convolutions have a bias, which the batch norm behind them takes out again: write bias=False."
    NO_NORM = "no batch norm", "It looks as if the batch norm is missing: put nn.BatchNorm2d(channels_out) right behind each convolution."
    NORMS = "another number of batch norms", "Each convolution has a batch norm of its own right behind it, nn.BatchNorm2d(channels_out)."
    BARE = "no batch norm in the shortcut", "It looks as if the shortcut's convolution has no batch norm: put one behind it, as in the branch."
    NEEDLESS = "a convolution in a shortcut that needs none", "It looks as if the shortcut always has a convolution: where the shape stays, x itself is added."
    WIDE = "a window of 3×3 in the shortcut", "It looks as if the shortcut's convolution has a window of 3×3: it should change x as little as possible, with 1×1."
    NO_AROUND = "no convolution in the shortcut", "Where the shape changes, the shortcut is a convolution with a window of 1 and the same stride, and a batch norm."
    NORM_LATE = "batch norm after the ReLU", "It looks as if the ReLU comes before the batch norm: the order is convolution, batch norm, ReLU."
    NORM_EARLY = "batch norm before the convolution", "It looks as if the batch norm comes before the convolution: it belongs right behind it."
    NO_INNER = "no ReLU in the branch", "It looks as if the ReLU inside the branch is missing: it stands between the first batch norm and the second convolution."
    NO_SKIP = "the branch alone", "It looks as if the shortcut is missing: add it to what the branch gives, before the last ReLU."
    NO_LAST = "no ReLU after the sum", "It looks as if the last ReLU is missing: it comes after the sum."
    EARLY = "ReLU before the sum", "It looks as if the ReLU comes before the sum: add first, relu(branch(x) + shortcut(x))."
    TWICE = "ReLU before and after the sum", "It looks as if the branch ends in a ReLU, so that it can only add and never take away: leave that one out."
    OTHER = "something else", "The branch is convolution, batch norm, ReLU, convolution, batch norm; the last ReLU comes after the sum."


class ResnetSymptom(Symptom):
    """What a network looks like whose layers are right and whose result is not."""

    NO_BLOCKS = "no blocks", "Build the stages of ResidualBlock, two for each."
    BEFORE = "something before the start", "The first convolution gets the images as they are: it comes before all other layers."
    EDGES = "edges cut off or added at the start", "The first convolution halves the images and no more, rounded up: with a window of 3×3 that takes padding=1."
    NO_NORM = "no batch norm at the start", "It looks as if the batch norm at the start is missing: it stands between the first convolution and its ReLU."
    NO_RELU = "no ReLU at the start", "It looks as if the ReLU at the start is missing: convolution, batch norm, ReLU, and then the blocks."
    BIAS = "a bias at the start", "It looks as if the first convolution has a bias: write bias=False, the batch norm behind it shifts by itself."
    MAXIMUM = "the largest pixel", "It looks as if the largest pixel of each channel is taken: take the mean, nn.AdaptiveAvgPool2d(1)."
    NOT_MEAN = "not the mean", "The linear layer should get the mean of each channel's pixels: nn.AdaptiveAvgPool2d(1), then nn.Flatten()."
    SOFTMAX = "softmax", "It looks as if the network ends in a softmax: give the raw scores, cross-entropy takes the softmax itself."
    RELU_LAST = "ReLU last", "It looks as if there is a ReLU at the end: scores may be below 0, so leave it out there."
    LOGS = "logarithms", "It looks as if the network ends in a log-softmax: give the raw scores, cross-entropy takes care of that."
    OTHER = "something else", "Start, eight blocks, the mean over the pixels, a linear layer: what one gives is what the next one gets."


class CycleSymptom(Symptom):
    """What a training looks like that did not go as it should."""

    STEPS = "another number of steps", "An epoch should walk once through all images in batches of 32, the last of which may be smaller."
    CONSTANT = "the same rate at every step", "It looks as if OneCycleSGD is not used: give the Learner partial(OneCycleSGD, steps=...)."
    NO_END = "a cycle that does not end", "It looks as if the cycle is too long for the training: steps is the number of batches, times the epochs."
    OVER = "a cycle that begins anew", "It looks as if the cycle is too short for the training: steps is the number of batches, times the epochs."
    SCALE = "another largest rate", "The largest rate is 0.1: learn.fit(epochs, lr=0.1)."
    IN_ORDER = "one answer for nearly all images", "It looks as if the images are not shuffled, so that the last ones win: make_batches(..., shuffle=True)."
    UNTRAINED = "hardly better than guessing", "Check what the Learner gets: train and valid in this order, cross_entropy as the loss, the labels of the images."
