"""A submission in the sandbox: its run, its workers, and the course's versions of exercises that it lacks."""
