"""`grader report`: the class as a page."""
