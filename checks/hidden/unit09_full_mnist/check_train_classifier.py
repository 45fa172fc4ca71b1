"""train_classifier: how good the model is, and whether it can be used as it was published."""

from checks.oracles.ten import SMALL, badly_trained, in_order, scores, seldom_right, trained
from grader.checking.kit import expect, needs, read

ODD = slice(1, None, 2)  # every second image


def check_every_digit(student, digits, device):
    """knows every one of the ten digits"""
    images, labels = (each[ODD] for each in digits.renamed.valid_ten)
    model = trained(student, digits, device)
    answer = scores(student, model, images)
    if sentence := seldom_right(read(answer), labels):
        raise badly_trained(student, digits, model, answer, sentence, ODD)


@needs(check_every_digit)
def check_well_done(student, digits, device, thresholds):
    """is right about nearly all images that it has not seen"""
    images, labels = digits.renamed.valid_ten
    model = trained(student, digits, device)
    answer = scores(student, model, images)
    right = (read(answer).argmax(1) == labels).float().mean().item()
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
    among = read(scores(student, model, images))
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
