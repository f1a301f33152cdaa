"""Enrols this computer: `python enrol.py PROFILE LABEL`, then the invitation and a passphrase."""

import getpass
import sys
from pathlib import Path

from madar_client import Client, Device, enrol, resume


def main() -> None:
    """Enrols, or goes on with an enrolment that was cut."""
    folder, label = Path(sys.argv[1]), sys.argv[2]
    if (folder / "device").exists():
        device = Device.unlock(folder, getpass.getpass("Passphrase: ").encode())
        resume(device, label)
    else:
        invitation = getpass.getpass("Invitation: ")
        device = enrol(folder, getpass.getpass("Passphrase: ").encode(), invitation, label)
    with Client(device) as client:
        me = client.who_am_i().answer()
        print(me.name, [grant.role for grant in me.roles])


if __name__ == "__main__":
    main()
