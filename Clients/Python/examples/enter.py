"""Opens a file and adds an act: `python enter.py PROFILE OPENING.json ACT.json`.

The drafts are `ActDraft` messages in the JSON of Protocol Buffers, out of files and not arguments:
others on a machine see those. Each write is sealed in the outbox of the profile with its operation
key before a byte of it leaves, so that whatever happens here, it is done once or not at all.
"""

import getpass
import sys
from pathlib import Path

from google.protobuf import json_format

from madar_client import CallError, Client, Device, MadarError, Outcome
from madar_client.messages import act_pb2


def draft(path: str) -> act_pb2.ActDraft:
    """Reads a draft; an error tells no more than which file it is."""
    try:
        return json_format.Parse(Path(path).read_text(encoding="utf-8"), act_pb2.ActDraft())
    except json_format.ParseError:
        sys.exit(f"{path}: not an act's draft")


def main() -> None:
    """Enters both, and says what is known of what was not done."""
    folder, opening, act = sys.argv[1:]
    drafts = draft(opening), draft(act)
    device = Device.unlock(Path(folder), getpass.getpass("Passphrase: ").encode())
    with Client(device) as client:
        try:
            file = client.open_file(drafts[0]).answer()
            print(file.number, "opened")
            # The act is refused where somebody else has gone on with the file meanwhile.
            added = client.append_act(file.file, file.sequence, drafts[1]).answer()
            print(file.number, "acts:", added.sequence)
        except CallError as error:
            if error.report.outcome in (Outcome.UNKNOWN, Outcome.NOT_EXECUTED):
                sys.exit(f"{error}\nit waits in the outbox: send_waiting.py sends the same again")
            # Codes of forms, fields and reasons, without a value (SPEC W-52).
            sys.exit(str(error))
        except MadarError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
