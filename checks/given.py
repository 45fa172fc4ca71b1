"""What the checks of this course may ask for: `digits`, real digits of the grading seed's split."""

from functools import lru_cache

from checks.digits import Digits
from checks.embedded import load_embedded, split
from checks.idx import load_idx
from grader.checking.givens import given
from grader.course.data import Data


@given
def digits(data: Data, seed: int) -> Digits:
    """The embedded digits split anew by the seed, or the full data with its official split."""
    if data.name == "embedded":
        return Digits(split(embedded(data.folder / "data"), seed), seed)
    return Digits(load_idx(data.folder), seed)


embedded = lru_cache(maxsize=1)(load_embedded)  # a course is proved on many seeds
