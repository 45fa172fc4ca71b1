"""Grading a whole class: the jobs, the processes or the cluster that does them, and the results that are kept."""
