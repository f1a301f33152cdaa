"""What stands for systemctl where no systemd runs, and its like: starts a unit as it is written.

Called with the root of the test in the environment: `launcher.py systemctl start madard`. What the
unit says of its commands, environment, credentials, conditions and NOTIFY_SOCKET is done, and that
it wants another; of its hardening, nothing. systemd-creds keeps a plain copy here.
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
PACKAGING = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "Packaging"
UNITS = PACKAGING / "systemd"
PATIENCE_S = 60
MOVED = (
    *("/var/lib/madar", "/var/backups/madar", "/var/cache/madar", "/run/madar", "/media"),
    *("/etc/madar", "/etc/credstore.encrypted", "/etc/systemd/system"),
)
SPECIFIERS = {"%t": "/run", "%C": "/var/cache", "%S": "/var/lib"}
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
    """A service, from its file."""

    def __init__(self, name):
        self.name = name
        self.journal = ROOT / "journal" / name
        self.done = ROOT / "units" / f"{name}.done"
        drop_ins = (ROOT / "etc/systemd/system" / f"{name}.service.d").glob("*.conf")
        files = [UNITS / f"{name}.service", *sorted(drop_ins)]
        text = "".join(file.read_text() for file in files).replace("\\\n", " ")
        self.lines = [
            tuple(part.strip() for part in line.split("=", 1))
            for line in text.splitlines()
            if "=" in line and not line.startswith(("#", ";"))
        ]

    def values(self, key):
        found = []
        for value in (value for name, value in self.lines if name == key):
            told = value
            for specifier, path in SPECIFIERS.items():
                told = told.replace(specifier, path)
            found.append(moved(told))
        return found

    def environment(self):
        """The unit's environment and folders; raises OSError where a credential is not there."""
        told = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("HANDBOOK_", "MADAR_"))
        }
        for value in self.values("Environment"):
            told |= dict(pair.split("=", 1) for pair in shlex.split(value))
        for key, place in (("RuntimeDirectory", "run"), ("CacheDirectory", "var/cache")):
            for value in self.values(key):
                (ROOT / place / value).mkdir(parents=True, exist_ok=True)
        folder = ROOT / "run" / "credentials" / self.name
        named = self.values("LoadCredential") + self.values("LoadCredentialEncrypted")
        for value in named:
            folder.mkdir(parents=True, exist_ok=True)
            label, _, path = value.partition(":")
            (folder / label).write_bytes(pathlib.Path(path).read_bytes())
            told["CREDENTIALS_DIRECTORY"] = str(folder)
        return told

    def run(self, line, environment):
        """Starts a command of the unit; what it writes goes to the journal."""
        command = [
            re.sub(r"\$\{(\w+)\}", lambda found: environment[found[1]], word)
            for word in shlex.split(line)
        ]
        command[0] = os.path.basename(command[0].lstrip("-+!:@"))
        with open(self.journal, "ab") as log:
            return subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start(self):
        for wanted in " ".join(self.values("Wants")).split():
            if wanted.startswith("madar") and wanted.endswith(".service"):
                Unit(wanted.removesuffix(".service")).start()
        is_met = all(map(self._is_met, self.values("ConditionPathExists")))
        if not is_met or self.done.exists() or process(self.name):
            return 0
        try:
            environment = self.environment()
        except OSError:
            return NO_CREDENTIAL
        for line in self.values("ExecStartPre"):
            if failed := self.run(line, environment).wait(timeout=PATIENCE_S):
                return failed
        kind = (self.values("Type") or ["simple"])[0]
        return self._once(environment) if kind == "oneshot" else self._serve(environment)

    @staticmethod
    def _is_met(condition):
        path = condition.removeprefix("!")
        return os.path.exists(path) != condition.startswith("!")

    def _once(self, environment):
        failed = self.run(self.values("ExecStart")[0], environment).wait(timeout=PATIENCE_S)
        if not failed and self.values("RemainAfterExit") == ["yes"]:
            self.done.touch()
        return failed

    def _serve(self, environment):
        """Starts what says itself that it is ready."""
        notify = Notify(self.name)
        started = self.run(
            self.values("ExecStart")[0], environment | {"NOTIFY_SOCKET": notify.path}
        )
        (ROOT / "units" / self.name).write_text(str(started.pid))
        ends = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends and started.poll() is None:
            if notify.said_ready():
                return 0
        return started.poll() or 1

    def stop(self):
        number = process(self.name)
        if number:
            os.kill(number, signal.SIGTERM)
        elif self.done.exists():
            self.done.unlink()
            for line in self.values("ExecStop"):
                self.run(line, dict(os.environ)).wait(timeout=PATIENCE_S)
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


def systemctl(words):
    verb, *names = [word for word in words if not word.startswith("-")]
    units = [Unit(name.removesuffix(".service")) for name in names if not name.endswith(".timer")]
    starts = verb in ("start", "restart") or (verb == "enable" and "--now" in words)
    failed = 0
    if verb in ("stop", "restart"):
        failed = max(unit.stop() for unit in units)
    if verb == "is-active":
        print("\n".join("active" if process(unit.name) else "inactive" for unit in units))
        failed = 0 if all(process(unit.name) for unit in units) else NOT_ACTIVE
    if starts and not failed:
        failed = max([unit.start() for unit in units], default=0)
    return failed


def creds(words):
    """Copies what systemd would seal to the machine, which has no TPM."""
    if words == ["has-tpm2"]:
        print("no")
        return 1
    source, target = [word for word in words[1:] if not word.startswith("-")]
    pathlib.Path(target).write_bytes(pathlib.Path(source).read_bytes())
    return 0


def tmpfiles(_):
    """Makes the folders that the configuration names."""
    for line in (PACKAGING / "tmpfiles.d" / "madar.conf").read_text().splitlines():
        if line.startswith("d "):
            _, path, mode, *_ = line.split()
            pathlib.Path(moved(path)).mkdir(int(mode, 8), parents=True, exist_ok=True)
    return 0


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
    away = folder.parent / (folder.name + ".unmounted")
    if away.exists():
        if folder.exists():
            folder.rmdir()
        away.rename(folder)
    return 0


def mountpoint(words):
    """Whether a disk is mounted: here, whether its folder is there."""
    return 0 if pathlib.Path(words[-1]).is_dir() else 1


TOOLS = {
    "systemctl": systemctl,
    "journalctl": journalctl,
    "systemd-creds": creds,
    "systemd-tmpfiles": tmpfiles,
    "runuser": runuser,
    "mount": mount,
    "mountpoint": mountpoint,
}

if __name__ == "__main__":
    tool, *rest = sys.argv[1:]
    sys.exit(TOOLS[tool](rest))
