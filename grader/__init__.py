"""The engine: it judges exercises, and knows no course."""

DISTRIBUTION = "exercise-grader"  # what pip installs
VARIABLE = "GRADER_COURSE"  # it names the folder of the course
