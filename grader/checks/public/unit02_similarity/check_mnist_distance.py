"""mnist_distance: one distance per image, averaged over its pixels."""

from grader.checks.kit import expect, mistake, needs


@mistake("You averaged over the images too: a batch of n images needs n distances, so average over the last two axes only.")
def averages_everything(a, b):
    return (a - b).abs().mean()


@mistake("It looks as if the signs cancel out: take .abs() before the mean.")
def no_abs(a, b):
    return (a - b).mean((-1, -2))


def check_one_distance_per_image(student, digits):
    """gives one distance per image"""
    expect(student.mnist_distance(digits.threes, digits.mean3)).has_shape(len(digits.threes))


@needs(check_one_distance_per_image)
def check_mean_absolute_difference(student, digits, truth):
    """is the mean absolute difference"""
    expect(student.mnist_distance(digits.threes, digits.mean3)).equals(truth.mnist_distance(digits.threes, digits.mean3))
