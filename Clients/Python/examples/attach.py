"""Sends the content that an act promises: `python attach.py PROFILE NUMBER SEQUENCE CONTENT`.

What has arrived stays there. Where the line was cut, or this program was ended, it is run again and
goes on from where it got to.
"""

import getpass
import hashlib
import sys
from pathlib import Path

from madar_client import Client, Device, MadarError
from madar_client.messages import act_pb2


def promised(client: Client, file: bytes, sequence: int, path: Path) -> act_pb2.Attachment:
    """The attachment of the act whose promise this content keeps: its size and its hash."""
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").digest()
    for one in client.read_act(file, sequence).answer().act.values:
        promise = one.value.attachment
        if promise.byte_count == path.stat().st_size and promise.sha256 == digest:
            return promise
    sys.exit("the act promises no such content")


def main() -> None:
    """Uploads."""
    folder, number, sequence, content = sys.argv[1:]
    device = Device.unlock(Path(folder), getpass.getpass("Passphrase: ").encode())
    with Client(device) as client:
        try:
            file = client.read_file(number=number).answer().file
            promise = promised(client, file, int(sequence), Path(content))
            durable = client.upload_status(file, int(sequence), promise.id).answer()
            print("begins at byte", durable.offset, "of", promise.byte_count)
            with Path(content).open("rb") as source:
                client.upload(file, int(sequence), promise.id, source)
            print("whole")
        except MadarError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
