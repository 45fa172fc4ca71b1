"""Python imports this at its start when its folder is on the path; ../played.py says what it does."""

import played  # type: ignore[import-not-found]  # found on the path that a test gives

played.macos()
