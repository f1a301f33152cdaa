"""Prints a file's acts by number: `python follow.py PROFILE NUMBER [MOTIVE]`."""

import getpass
import sys
from pathlib import Path

from madar_client import Client, Device
from madar_client.messages import act_pb2


def main() -> None:
    """Reads the file and its history, as far as its reader may."""
    folder, number, *motive = sys.argv[1:]
    device = Device.unlock(Path(folder), getpass.getpass("Passphrase: ").encode())
    with Client(device) as client:
        head = client.read_file(number=number, motive="".join(motive)).answer()
        print(head.number, "acts:", head.sequence)
        for part in client.history(head.file, motive="".join(motive)):
            print(part.sequence, act_pb2.ActKind.Name(part.heading.kind), part.heading.form)


if __name__ == "__main__":
    main()
