"""Python imports this at its start when its folder is on the path; ../played.py says what it does."""

import played

played.macos()
