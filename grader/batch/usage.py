"""What a user may have got wrong about a run."""


class UsageError(Exception):
    """An option asks for what is not there; the message names the cure."""
