"""What the notebooks of a course begin with, whoever makes them."""

PREPARE = """\
# The course's kit: it finds your earlier units. Leave this cell as it is.
if __name__ == "__main__":
    from grader.notebooks import prepare

    prepare()"""
