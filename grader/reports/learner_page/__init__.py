"""`grader report --learner`: a page for each learner."""
