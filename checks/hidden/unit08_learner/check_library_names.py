"""library_names, once more, with inputs that the learner has not seen."""

from checks.oracles.library import each_part, expect_agreement


@each_part
def check_other_inputs(student, rng, part):
    """names for {part} what does the same with other inputs"""
    expect_agreement(student, student.library_names(), part, rng)
