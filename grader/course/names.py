"""Names that no unit or exercise can have, since they mean something else already."""

import sys

OF_THE_CHECKS = ("call", "count", "example", "helpers", "keep", "log", "resume")  # as in student.count
LIBRARIES = frozenset(sys.stdlib_module_names) | {"torch", "numpy", "PIL", "pytest", "grader", "click"}  # no file stands in for one
OF_A_COURSE = ("checks", "extras")  # packages of the course's own files
