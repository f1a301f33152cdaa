"""Sends what waits in the outbox of a profile: `python send_waiting.py PROFILE`."""

import getpass
import sys
from pathlib import Path

from madar_client import Client, Device, Outcome


def main() -> None:
    """Sends in order, and says of each write what is known of it."""
    device = Device.unlock(Path(sys.argv[1]), getpass.getpass("Passphrase: ").encode())
    with Client(device) as client:
        for report in client.send_waiting():
            print(report.entry or "", report.outcome.value, report.status_name)
            if report.outcome is Outcome.UNKNOWN:
                print("  ask a person before it is entered again")


if __name__ == "__main__":
    main()
