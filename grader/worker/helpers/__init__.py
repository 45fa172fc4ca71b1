"""Helpers: the models, parameters and batches that checks place beside student code, in the worker, by handle.

Checks reach them as `student.helpers.linear(weight, bias)`. Each is a plain function of plain values; none knows an answer. A new
one goes into the file of its noun, marked `@helper` (its result is sent) or `@kept` (its result stays in the worker).

These here serve any course. A course has its own in checks/helpers/, which come as text (see of_course.py).
"""

from grader.worker.helpers import batches, files, kept, models, parameters, tensors
from grader.worker.helpers.registry import HELPERS, KEPT

__all__ = ["HELPERS", "KEPT", "batches", "files", "kept", "models", "parameters", "tensors"]
