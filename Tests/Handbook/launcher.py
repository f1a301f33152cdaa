"""What stands for systemctl where no systemd runs, and its like: starts a unit as it is written.

Called with the root of the test in the environment: `launcher.py systemctl start madard`. What the
unit says of ExecStart, its environment, credentials and NOTIFY_SOCKET is done; of its hardening,
nothing. Where the repository has no such unit, madard is started with the flags of the handbook.
"""

import os
import pathlib
import re
import shlex
import signal
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(os.environ.get("HANDBOOK_ROOT", "/nonexistent"))
UNITS = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "Packaging" / "systemd"
PATIENCE_S = 60
MOVED = ("/var/lib/madar", "/etc/madar", "/run/madar", "/mnt/backup", "/media")
# What systemd says where a unit's credential cannot be read.
NO_CREDENTIAL, NOT_ACTIVE = 243, 3


def moved(text, root=ROOT):
    """Paths of the machine as those under the root of the test."""
    return re.sub(r"(?<![\w/.-])(?=(?:" + "|".join(MOVED) + r")\b)", lambda _: str(root), text)


def process(name):
    """The process of a unit that runs; None where none does."""
    try:
        number = int((ROOT / "units" / name).read_text())
        state = pathlib.Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (OSError, ValueError):
        return None
    return None if state == "Z" else number


class Unit:
    """A service, from its file, or what stands for it where there is none."""

    def __init__(self, name):
        self.name = name
        self.journal = ROOT / "journal" / name
        path = UNITS / f"{name}.service"
        self.is_written = path.exists()
        self.lines = self._read(path) if self.is_written else self._invented()

    @staticmethod
    def _read(path):
        text = path.read_text().replace("\\\n", " ")
        return [
            tuple(part.strip() for part in line.split("=", 1))
            for line in text.splitlines()
            if "=" in line and not line.startswith(("#", ";"))
        ]

    @staticmethod
    def _invented():
        command = "madard serve --data /var/lib/madar/store --listen " + address()
        if (ROOT / "etc/madar/credential").exists():
            command += " --credential /etc/madar/credential"
        return [("ExecStart", command)]

    def values(self, key):
        return [value for name, value in self.lines if name == key]

    def environment(self):
        told = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("HANDBOOK_", "MADAR_"))
        }
        for value in self.values("Environment"):
            for pair in shlex.split(value):
                variable, _, content = pair.partition("=")
                told[variable] = moved(content)
        for value in self.values("RuntimeDirectory"):
            (ROOT / "run" / value).mkdir(parents=True, exist_ok=True)
        return told

    def credentials(self):
        """The folder of the unit's credentials, None where it has none; raises OSError."""
        folder = ROOT / "run" / "credentials" / self.name
        named = self.values("LoadCredential") + self.values("LoadCredentialEncrypted")
        for value in named:
            folder.mkdir(parents=True, exist_ok=True)
            label, _, path = value.partition(":")
            (folder / label).write_bytes(pathlib.Path(moved(path)).read_bytes())
        return folder if named else None

    def start(self):
        environment = self.environment()
        try:
            if folder := self.credentials():
                environment["CREDENTIALS_DIRECTORY"] = str(folder)
        except OSError:
            return NO_CREDENTIAL
        kind = (self.values("Type") or ["simple"])[0]
        notify = Notify(self.name) if kind.startswith("notify") else None
        if notify:
            environment["NOTIFY_SOCKET"] = notify.path
        command = shlex.split(moved(self.values("ExecStart")[0]))
        command[0] = os.path.basename(command[0].lstrip("-+!:@"))
        before = self.journal.stat().st_size if self.journal.exists() else 0
        with open(self.journal, "ab") as log:
            started = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        (ROOT / "units" / self.name).write_text(str(started.pid))
        if kind == "oneshot":
            return started.wait(timeout=PATIENCE_S)
        ends = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends and started.poll() is None:
            if notify.said_ready() if notify else self._listens(before):
                return 0
        return started.poll() or 1

    def _listens(self, before):
        time.sleep(0.05)
        with open(self.journal, "rb") as log:
            log.seek(before)
            return address().encode() + b"\n" in log.read()

    def stop(self):
        number = process(self.name)
        if number:
            os.kill(number, signal.SIGTERM)
        ends = time.monotonic() + PATIENCE_S
        while process(self.name) and time.monotonic() < ends:
            time.sleep(0.05)
        return 1 if process(self.name) else 0


class Notify:
    """The socket by which a service says that it is ready."""

    def __init__(self, name):
        path = ROOT / "run" / f"notify-{name}"
        path.unlink(missing_ok=True)
        self.path = str(path)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.socket.settimeout(0.2)

    def said_ready(self):
        try:
            return b"READY=1" in self.socket.recv(4_096).split(b"\n")
        except TimeoutError:
            return False


def address():
    return os.environ["HANDBOOK_LISTEN"]


def systemctl(words):
    verb, *names = [word for word in words if not word.startswith("-")]
    name = names[0].removesuffix(".service") if names else ""
    if verb in ("daemon-reload", "disable") or name.endswith(".timer"):
        return 0
    unit = Unit(name)
    starts = verb in ("start", "restart") or (verb == "enable" and "--now" in words)
    failed = unit.stop() if verb in ("stop", "restart") else 0
    if verb in ("is-active", "status"):
        print("active" if process(name) else "inactive")
        return 0 if process(name) else NOT_ACTIVE
    return unit.start() if starts and not failed and not process(name) else failed


def journalctl(words):
    name = words[words.index("-u") + 1]
    print((ROOT / "journal" / name).read_text(errors="replace")[-8_000:])
    return 0


def runuser(words):
    """Runs the command as who we are."""
    command = words[words.index("--") + 1 :]
    os.execvp(command[0], command)


def mount(words):
    """A disk that the test has taken away is there again."""
    folder = pathlib.Path(words[0])
    (folder.parent / (folder.name + ".unmounted")).rename(folder)
    return 0


if __name__ == "__main__":
    tool, *rest = sys.argv[1:]
    tools = {"systemctl": systemctl, "journalctl": journalctl, "runuser": runuser, "mount": mount}
    sys.exit(tools[tool](rest))
