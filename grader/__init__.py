"""The engine: it judges exercises, and knows no course."""

DISTRIBUTION = "mnist-basics-kit"  # what pip installs
VARIABLE = "GRADER_COURSE"  # it names the folder of the course
