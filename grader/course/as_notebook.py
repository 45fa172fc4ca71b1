"""What all notebooks of a course have, whoever makes them: their kernel, and the cell that they begin with."""

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}  # what runs them
PREPARE = """\
# The course's kit: it finds your earlier units. Leave this cell as it is.
if __name__ == "__main__":
    from grader.notebooks import prepare

    prepare()"""
