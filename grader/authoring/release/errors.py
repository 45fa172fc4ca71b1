"""What stops a release."""


class ReleaseError(Exception):
    """No release can be made from what is here; the message names the cure."""
