"""Enrols a device from files: `python -m madar_client enrol --profile FOLDER …`.

Says one sentence where it fails, and ends with 1; words that it does not understand end with 2.
"""

import argparse
import sys
from pathlib import Path

from nacl import pwhash

from . import limits
from .client import Client
from .device import Device
from .enrolment import enrol, resume
from .errors import MadarError


def _read(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.read(limits.SEALED_FILE_STEP_BYTES * 4).rstrip("\r\n")


def _enrol(words: argparse.Namespace) -> None:
    passphrase = _read(words.passphrase_file).encode()
    if (words.profile / "device").exists():
        device = Device.unlock(words.profile, passphrase)
        resume(device, words.label, words.patience)
    else:
        device = enrol(
            words.profile,
            passphrase,
            _read(words.invitation_file),
            words.label,
            words.passes,
            words.memory_mib << 20,
            words.patience,
        )
    with Client(device, words.patience) as client:
        roles = len(client.who_am_i().answer().roles)
        print(f"enrolled, with {roles} role" + "s" * (roles != 1))


def main(arguments: list[str] | None = None) -> int:
    """Runs the command, and gives the exit status."""
    parser = argparse.ArgumentParser(prog="madar_client", description=__doc__)
    command = parser.add_subparsers(required=True).add_parser("enrol")
    command.add_argument("--profile", type=Path, required=True)
    command.add_argument("--label", required=True)
    command.add_argument("--invitation-file", type=Path, required=True)
    command.add_argument("--passphrase-file", type=Path, required=True)
    command.add_argument("--patience", type=float, default=limits.PATIENCE_SECONDS)
    command.add_argument("--passes", type=int, default=pwhash.argon2id.OPSLIMIT_MODERATE)
    command.add_argument("--memory-mib", type=int, default=pwhash.argon2id.MEMLIMIT_MODERATE >> 20)
    words = parser.parse_args(arguments)
    try:
        _enrol(words)
    except MadarError as error:
        print(f"madar_client: {error}", file=sys.stderr)
        return 1
    except (OSError, UnicodeError) as error:
        print(f"madar_client: {type(error).__name__}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
