"""What all errors of this client have in common."""


class MadarError(Exception):
    """An error that this client names as its own; it tells no secret and no data of a child."""
