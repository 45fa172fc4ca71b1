"""One submission's grade: the judge, what it runs submissions in, the points and the record."""
