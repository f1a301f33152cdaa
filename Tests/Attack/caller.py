"""A client in Python that enrols and then makes one call, for the rows turned around.

caller.py METHOD HOME: takes `invitation` and `passphrase` out of the folder HOME. Says one sentence
where it fails, and ends with 1; an error that the client does not name as its own is not caught.
"""
import hashlib
import io
import pathlib
import sys

import madar_client
from madar_client.messages import act_pb2

# What an act of the daemon promised.
PROMISED = b"promised"
FILE, ATTACHMENT = b"F" * 16, b"A" * 16
EVENTS_MAX = 1000


def history(client):
    for part in client.history(FILE):
        print("act", part.sequence)


def download(client):
    promise = act_pb2.Attachment(
        id=ATTACHMENT, kind=act_pb2.ATTACHMENT_KIND_PNG, byte_count=len(PROMISED),
        sha256=hashlib.sha256(PROMISED).digest())
    client.download(FILE, 1, promise, io.BytesIO())
    print("the content is whole")


def subscribe(client):
    with client.subscribe() as events:
        for count, event in enumerate(events):
            print("event", event.kind.name)
            if event.kind is madar_client.EventKind.READY or count == EVENTS_MAX:
                return


def main(method, home):
    folder = pathlib.Path(home)
    passphrase = (folder / "passphrase").read_text().strip().encode()
    try:
        device = madar_client.enrol(
            folder / "profile", passphrase, (folder / "invitation").read_text().strip(), "turned",
            2, 64 << 20, 3)
        with madar_client.Client(device, 3) as client:
            {"history": history, "download": download, "subscribe": subscribe}[method](client)
    except madar_client.MadarError as error:
        print(f"caller: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
