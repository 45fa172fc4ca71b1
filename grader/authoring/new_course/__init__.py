"""`grader new-course`: a course of two exercises that verifies, starts, grades and releases as it is, to be changed at will."""
