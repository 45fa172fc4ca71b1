"""train_classifier: how good the model is, and whether it can be used as it was published."""

from grader.checks.kit import expect, needs
from grader.checks.oracles_ten import SMALL, badly_trained, in_order, scores, trained

SELDOM = 0.25  # of the images of a digit; guessing is right about 0.1, sound training about more than 0.7


def check_every_digit(student, digits, device):
    """knows every one of the ten digits"""
    images, labels = digits.renamed.valid_ten
    model = trained(student, digits, device)
    answer = scores(student, model, images)
    right = [(answer.value[labels == each].argmax(1) == each).float().mean().item() for each in digits.renaming.tolist()]
    if min(right) < SELDOM:
        which, share = right.index(min(right)), f"{min(right):.0%}"
        sentence = (
            f"Of the images of a {which} that it has not seen, {share} are right; at least {SELDOM:.0%} are expected."
        )
        raise badly_trained(student, digits, model, answer, sentence)


@needs(check_every_digit)
def check_well_done(student, digits, device, thresholds):
    """is right about nearly all images that it has not seen"""
    images, labels = digits.renamed.valid_ten
    model = trained(student, digits, device)
    answer = scores(student, model, images)
    right = (answer.value.argmax(1) == labels).float().mean().item()
    if right < thresholds["well_done"]:
        sentence = (
            f"{right:.1%} of the images that it has not seen are right; {thresholds['well_done']:.0%} earn all points."
        )
        raise badly_trained(student, digits, model, answer, sentence)


@needs(check_every_digit)
def check_single_image(student, digits, device):
    """gives an image the same scores alone and among others"""
    images = digits.renamed.valid_ten[0][:20]
    model = trained(student, digits, device)
    among = scores(student, model, images).value
    for number in range(3):
        alone = slice(number, number + 1)
        expect(scores(student, model, images[alone]), "the scores").equals(among[alone])


@needs(check_every_digit)
def check_inputs_unchanged(student, digits, device):
    """leaves images and labels as they were"""
    x, y = in_order(digits, SMALL)
    expect(student.keep.train_classifier(x, y, device)).leaves_inputs_alone()


@needs(check_every_digit)
def check_device(student, digits, device):
    """leaves the model on the device that it is told"""
    expect(scores(student, trained(student, digits, device), digits.renamed.valid_ten[0][:5])).lives_on(device)
