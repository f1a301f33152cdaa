"""When PING is due, by a clock that the tests hold. SPEC W-36, W-111."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madar_client import limits
from madar_client.heartbeat import Heartbeat, Pulse

IDLE = 600


def beats(pulse: Pulse, start: int, count: int, idle: float = IDLE) -> list[int]:
    """After how many seconds each of some PINGs was due, on a line that answers at once."""
    found: list[int] = []
    now = last = start
    while len(found) < count:
        if pulse.turn(now, True, False, idle):
            found.append(now - last)
            last = now
        now += 1
    return found


def test_a_line_that_stands_is_asked_less_and_less_often() -> None:
    # The answer is seen a turn after it was asked for.
    assert beats(Pulse(Heartbeat()), 0, 6) == [30, 61, 121, 241, 241, 241]


def test_what_a_network_bears_is_known_to_the_next_connection() -> None:
    heartbeat = Heartbeat()
    first = Pulse(heartbeat)
    beats(first, 0, 3)
    first.ended(unanswered=False)
    assert heartbeat.seconds == 120
    second = Pulse(heartbeat)
    assert beats(second, 1_000, 1) == [120]
    second.ended(unanswered=True)
    assert beats(Pulse(heartbeat), 2_000, 2) == [30, 61]


def test_a_pong_that_is_late_is_an_error_and_one_that_is_awaited_is_not() -> None:
    pulse = Pulse(Heartbeat())
    assert beats(pulse, 0, 1) == [30]
    for now in range(31, 30 + int(limits.PONG_SECONDS)):
        assert not pulse.turn(now, True, True, IDLE)
    with pytest.raises(TimeoutError):
        pulse.turn(31 + limits.PONG_SECONDS, True, True, IDLE)


def test_nothing_is_said_where_nothing_is_awaited() -> None:
    pulse = Pulse(Heartbeat())
    assert not any(pulse.turn(now, False, False, IDLE) for now in range(10_000))
    # What is awaited from now on is not asked for by the silence before it.
    assert beats(pulse, 10_000, 1) == [30]
    # A PING that is out when the answer has come still has to be answered.
    assert not pulse.turn(10_040, False, True, IDLE)
    with pytest.raises(TimeoutError):
        pulse.turn(10_100, False, True, IDLE)


@given(st.integers(1, 43_200), st.lists(st.booleans(), min_size=5, max_size=200))
def test_w111_before_the_idle_time_is_over_whatever_is_answered(
    idle: int, answered: list[bool]
) -> None:
    """The reader looks at the clock eight times in the idle time, and every 15 seconds at least."""
    turn = min(limits.TURN_SECONDS, idle / 8)
    pulse, now, said, asked = Pulse(Heartbeat()), 0.0, 0.0, False
    for answers in answered:
        now += turn
        asked = asked and not answers
        try:
            if pulse.turn(now, True, asked, idle):
                assert not asked, "two PINGs are out"
                asked, said = True, now
        except TimeoutError:
            assert asked
            return
        assert now - said < idle or asked
