"""What a new exercise begins with. Whatever is the instructor's to write says TODO, which `grader verify` finds again."""

CELLS = '''\
# %% [markdown]
# ## Exercise: `{name}`
#
# TODO: the idea, the shapes, and a worked example with its numbers.


# %%
def {name}(x):
    """TODO: what it gives, in a line.

    Args:
        x: TODO: dtype and shape.
    Returns:
        TODO: dtype and shape.
    Example:
        TODO: a call and its answer.
    """
    ### BEGIN SOLUTION
    raise NotImplementedError("TODO: the reference")
    ### END SOLUTION
'''

ENTRY = """\
[[unit.exercise]]
name = "{name}"
points = 1
hints = [
    "TODO: a nudge.",
    "TODO: a pointer to the call that does it.",
    "TODO: nearly the answer.",
]
reading = "TODO: where to read on."
"""

PUBLIC = '''\
"""{name}: TODO: what it is, in a line."""

import torch

from grader.checking.kit import change, expect, mistake, needs

# TODO: what goes wrong, the most common first; the sentence is what helps whoever wrote it.
#
# Either a text of the solution becomes another (where that has at most three statements), or the wrong version is written out.
#
# mistake("name_of_the_mistake", "It looks as if …: take ….", change("a text of the solution", "what it becomes"))
#
# @mistake("It looks as if …: take ….")
# def name_of_the_mistake(x):
#     return …

# TODO: one check or more, which learners see; the docstring is the line that they read.
#
# def check_shape(student, rng):
#     """gives one number a row"""
#     expect(student.{name}(torch.rand(7, 4, generator=rng))).has_shape(7)
'''

HIDDEN = '''\
"""{name}, on inputs that the learner has not seen."""

import torch

from grader.checking.kit import expect, needs

# TODO: four checks or more, whose answers are worked out in another way than the reference's.
#
# def check_other_sizes(student, rng):
#     """works for any size"""
#     x = torch.rand(7, 12, 9, generator=rng)
#     expect(student.{name}(x)).equals(…)
'''
