"""Where nbgrader_config.py of a course finds `configure`, whatever becomes of the package behind it."""

from grader.notebooks.nbgrader.config import configure as configure
