"""Tells what happens in the caller's files: `python watch.py PROFILE`, until it is interrupted.

It goes on from where it got to the last time: the position is sealed in the profile.
"""

import getpass
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from madar_client import CallError, Client, Device, Event, EventKind, Revoked


def sentence(event: Event) -> str:
    """What to tell of an event. Who may see more reads the act or the list."""
    match event.kind:
        case EventKind.ACT:
            return f"{event.file.hex()}: act {event.sequence}"
        case EventKind.DUE:
            due = datetime.fromtimestamp(event.due_ms / 1000, UTC)
            return f"{event.file.hex()}: {event.task} fell due {due:%Y-%m-%d %H:%M}Z"
        case EventKind.RESYNC:
            return "events were lost: look at the lists again"
        case EventKind.READY:
            return "all that was missed has been told"
        case _:
            return "something that this program does not know"


def main() -> None:
    """Watches."""
    device = Device.unlock(Path(sys.argv[1]), getpass.getpass("Passphrase: ").encode())
    with Client(device) as client, client.subscribe(kept=True) as events:
        signal.signal(signal.SIGINT, lambda *_: events.stop())
        signal.signal(signal.SIGTERM, lambda *_: events.stop())
        try:
            for event in events:
                print(sentence(event), flush=True)
        except (CallError, Revoked) as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
