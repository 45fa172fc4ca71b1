"""What was published, and how far off a reproduction may be.

Those of the full data are the chapter's own: J. Howard and S. Gugger, Deep Learning for Coders with fastai and PyTorch (2020),
chapter 4, as its notebook prints them. The ten digits' and all of the embedded data's were measured with the reference solutions.
"""

from collections.abc import Callable

from extras.figures.bench import Bench
from grader.authoring.figures import Curve, Figure


def count(digit: int, valid: bool = False) -> Callable[[Bench], float]:
    return lambda bench: float(len(bench.images(digit, valid)))


def distance(name: str, ideal: int) -> Callable[[Bench], float]:
    """From the second training three, in order of file names, to an ideal (0: the three, 1: the seven)."""
    return lambda bench: float(getattr(bench.truth, name)(bench.images(3)[1], bench.means[ideal]))


FIGURES = (
    Figure("full", "training threes", 6131, 0, count(3)),
    Figure("full", "training sevens", 6265, 0, count(7)),
    Figure("full", "validation threes", 1010, 0, count(3, valid=True)),
    Figure("full", "validation sevens", 1028, 0, count(7, valid=True)),
    Figure("full", "a three to the ideal three, L1", 0.1114, 5e-5, distance("l1_distance", 0)),
    Figure("full", "a three to the ideal three, RMSE", 0.2021, 5e-5, distance("rmse_distance", 0)),
    Figure("full", "a three to the ideal seven, L1", 0.1586, 5e-5, distance("l1_distance", 1)),
    Figure("full", "a three to the ideal seven, RMSE", 0.3021, 5e-5, distance("rmse_distance", 1)),
    Figure("full", "is_3 on threes", 0.9168, 5e-5, lambda bench: bench.accuracy_3_7[0]),
    Figure("full", "is_3 on sevens", 0.9854, 5e-5, lambda bench: bench.accuracy_3_7[1]),
    Figure("full", "is_3, mean of both", 0.9511, 5e-5, lambda bench: bench.accuracy_3_7[2]),
    Figure("full", "nn.Linear, lr 1, 20 epochs", 0.9805, 0.0035, Bench.linear),
    Figure("full", "784-30-1, lr 0.1, 40 epochs", 0.9828, 0.002, Bench.simple_net, slow=True),
    Figure("full", "784-50-10, lr 0.1, 5 epochs", 0.962, 0.006, lambda bench: bench.ten[4], slow=True),
    Figure("full", "784-50-10, lr 0.1, 20 epochs", 0.974, 0.004, lambda bench: bench.ten[19], slow=True),
    Figure("full", "18-layer residual net, one epoch", 0.99, None, Bench.residual_net, slow=True),
    Figure("embedded", "is_3, mean of both", 0.945, 0.04, lambda bench: bench.accuracy_3_7[2]),
    Figure("embedded", "nn.Linear, lr 1, 20 epochs", 0.965, 0.03, Bench.linear),
    Figure("embedded", "784-30-1, lr 0.1, 40 epochs", 0.965, 0.03, Bench.simple_net),
    Figure("embedded", "784-50-10, lr 0.1, 20 epochs", 0.916, 0.03, lambda bench: bench.ten[19]),
)

# The chapter's batches are not shuffled: every three, then every seven. So the first epoch ends with a model that calls each
# digit a three, and the next ones depend on the seed. The tolerances are some 1.5 times the largest distance over 30 seeds.
CURVES = (
    Curve(
        "linear model",
        (
            0.6883, 0.8314, 0.9017, 0.9227, 0.9349, 0.9438, 0.9501, 0.9535, 0.9564, 0.9594, 0.9618,
            0.9613, 0.9638, 0.9643, 0.9652, 0.9662, 0.9677, 0.9687, 0.9691, 0.9691, 0.9696,
        ),  # fmt: skip  (some ten epochs a line)
        ((1, 0.5), (4, 0.25), (5, 0.08), (6, 0.04), (7, 0.022), (11, 0.016)),
        Bench.linear_by_epoch,
    ),
    Curve(
        "with an optimizer",
        (
            0.4932, 0.8618, 0.8203, 0.9102, 0.9331, 0.9468, 0.9555, 0.9629, 0.9658, 0.9673,
            0.9687, 0.9707, 0.9726, 0.9751, 0.9761, 0.9761, 0.9775, 0.9780, 0.9785, 0.9785,
        ),  # fmt: skip  (some ten epochs a line)
        ((1, 1e-4), (2, 0.5), (3, 0.25), (4, 0.06), (5, 0.02), (6, 0.015), (7, 0.006), (9, 0.003), (17, 0.001)),
        Bench.optimizer_by_epoch,
    ),
    Curve(
        "784-30-1",
        (
            0.5083, 0.8077, 0.9195, 0.9431, 0.9563, 0.9637, 0.9657, 0.9681, 0.9686, 0.9706,
            0.9720, 0.9725, 0.9735, 0.9745, 0.9755, 0.9764, 0.9764, 0.9769, 0.9779, 0.9779,
            0.9779, 0.9784, 0.9789, 0.9794, 0.9799, 0.9799, 0.9799, 0.9809, 0.9809, 0.9818,
            0.9818, 0.9818, 0.9818, 0.9818, 0.9818, 0.9823, 0.9828, 0.9828, 0.9828, 0.9828,
        ),  # fmt: skip  (some ten epochs a line)
        ((1, 0.015), (2, 0.05), (3, 0.016), (4, 0.008), (5, 0.006), (6, 0.004)),
        Bench.simple_net_by_epoch,
        slow=True,
    ),
)
LEARNER = (
    Curve(
        "training loss",
        (0.636857, 0.545725, 0.199223, 0.086580, 0.045185, 0.029108, 0.022560, 0.019687, 0.018252, 0.017402),
        ((1, 0.003), (2, 0.25), (3, 0.08), (4, 0.03), (5, 0.012), (6, 0.005), (7, 0.0025), (8, 0.0014)),
        lambda bench: [row[0] for row in bench.learner],
    ),
    Curve(
        "validation loss",
        (0.503549, 0.170281, 0.184893, 0.107836, 0.078481, 0.062792, 0.053017, 0.046500, 0.041929, 0.038573),
        ((1, 0.0015), (2, 0.45), (3, 0.2), (4, 0.06), (5, 0.025), (6, 0.013), (7, 0.008), (8, 0.006), (9, 0.004)),
        lambda bench: [row[1] for row in bench.learner],
    ),
    Curve(
        "accuracy",
        (0.495584, 0.866045, 0.831207, 0.911187, 0.932777, 0.946516, 0.955348, 0.962218, 0.965162, 0.967615),
        ((1, 1e-4), (2, 0.5), (3, 0.25), (4, 0.06), (5, 0.02), (6, 0.015), (7, 0.006), (9, 0.003)),
        lambda bench: [row[2] for row in bench.learner],
    ),
)
