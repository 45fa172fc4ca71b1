"""The course with nbgrader: course folders, autograding, the gradebook."""
