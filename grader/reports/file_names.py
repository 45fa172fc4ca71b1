"""The names of files that are made a learner, in one folder."""

from collections import Counter
from collections.abc import Iterable

from grader.submission.ids import id_of, same, tagged


def file_names(learners: Iterable[str]) -> dict[str, str]:
    """By learner, the name of their file without its ending: fit for every system, and no two alike on any.

    Nearly every learner's name is fit itself. Of one that is not, a digest tells it from its like; so it does where some file
    system would take two names for one.
    """
    every = list(dict.fromkeys(learners))
    holders = Counter(same(id_of(each)) for each in every)
    return {each: id_of(each) if holders[same(id_of(each))] == 1 else tagged(each, each) for each in every}
