"""When a line on which something is awaited is asked whether it still stands. SPEC W-36, W-111.

Values that hold no clock: who uses them tells the time, in seconds.
"""

from . import limits


class Heartbeat:
    """How long a network lets a line be silent, as far as is known; it outlives connections.

    The longer a line stands, the less often it is asked, so that a phone's battery is spared where
    the network allows it.
    """

    def __init__(self) -> None:
        self.seconds = limits.HEARTBEAT_LEAST_SECONDS

    def stood(self) -> None:
        """A line was still there after it was silent for so long."""
        self.seconds = min(self.seconds * 2, limits.HEARTBEAT_MOST_SECONDS)

    def fell(self) -> None:
        """A line was not: this network cuts what is silent for so long."""
        self.seconds = limits.HEARTBEAT_LEAST_SECONDS


class Pulse:
    """The PINGs of one connection."""

    def __init__(self, heartbeat: Heartbeat) -> None:
        self._heartbeat = heartbeat
        self._silent_from: float | None = None
        self._asked_at: float | None = None

    def turn(self, now: float, awaited: bool, unanswered: bool, idle_seconds: float) -> bool:
        """Whether a PING is due; an error where the last one's PONG is.

        A connection on which nothing is `awaited` is left alone. The daemon closes after
        `idle_seconds`: half of them is the longest silence of one that is awaited.
        """
        if self._asked_at is not None:
            if unanswered and now - self._asked_at > limits.PONG_SECONDS:
                raise TimeoutError
            if unanswered:
                return False
            self._heartbeat.stood()
            self._asked_at, self._silent_from = None, now
        if not awaited:
            self._silent_from = None
            return False
        if self._silent_from is None:
            self._silent_from = now
        if now - self._silent_from < min(self._heartbeat.seconds, idle_seconds / 2):
            return False
        self._asked_at = now
        return True

    def ended(self, unanswered: bool) -> None:
        """The connection is over; a PING to which no answer came tells of the network."""
        if unanswered:
            self._heartbeat.fell()
