"""Types what the operators' handbook says, from an empty machine to a restored province.

type.py [fr|ar …] plays the handbooks named, all without a name. What is typed stands in the blocks
of the handbook; what a person sees is compared with the frames below them. Paths of the machine are
folders of a temporary root, and the port is a free one. systemctl and what goes with it are small
programs of launcher.py; what changes the machine itself is not executed, and stands in skipped.txt:
any other line that is skipped is a failure. With HANDBOOK_ALOUD set all that is typed and seen is
printed.
MADAR_BIN_DIR tells where the programs lie. Ends with "N passed, N failed, N skipped".
"""

import os
import pathlib
import random
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile

from desk import Desk, Stuck
from launcher import TOOLS, UNITS, moved
from pages import named, pages, steps

LANGUAGES = ("fr", "ar")
HERE = pathlib.Path(__file__).resolve().parent
FAILURES_MAX = 12
IS_ROOT = os.geteuid() == 0
# What would change the machine on which this runs.
ELSEWHERE = {"apt", "systemd-sysusers", "swapoff", "chown", "timedatectl"}
OPENING = """{"form": "F0", "to": "DETECT", "values": {
  "family_name_ar": "بنعلي", "given_name_ar": "سلمى", "family_name_fr": "Benali",
  "given_name_fr": "Salma", "sex": "F", "estimated_age": 11, "nationality": "MAR",
  "civil_status": "UNKNOWN", "presence_commune": "04.441.01.09", "milieu": "U",
  "school_status": "DROPPED"}}"""
# What a reader finds in every handbook.
WANTED = [
    *("A1", "A2", "B1", "B2", "B3"),
    *(f"C{number}" for number in range(1, 10)),
    *(f"D{number}" for number in range(1, 8)),
    *(f"E{number}" for number in range(1, 9)),
    *("F1", "F2"),
    *(f"P{number}" for number in range(19)),
]


def pattern(fragment):
    """What is seen, as a regular expression: … is anything in one line, blanks are blanks."""
    parts = [r"\s+".join(map(re.escape, part.split())) for part in fragment.split("…")]
    return re.compile(r"[^\n]*?".join(parts))


class Play:
    """One handbook, typed from its first page to its last."""

    def __init__(self, language):
        self.language = language
        self.passed, self.skipped, self.failures = 0, [], []
        self.root = pathlib.Path(tempfile.mkdtemp(prefix=f"hb-{language}-"))
        with socket.socket() as probe:
            # Below those that the kernel gives by itself: none takes it while the daemon rests.
            probe.bind(("127.0.0.1", random.randrange(20_000, 32_768)))
            self.address = f"127.0.0.1:{probe.getsockname()[1]}"
        self.page = ""
        self.helps = {}
        self.environment = self._environment()
        self.desk = Desk(self.environment)

    def _environment(self):
        programs = self.root / "programs"
        for folder in ("programs", "home", "run", "units", "journal"):
            (self.root / folder).mkdir(mode=0o700)
        # A stick is plugged in.
        (self.root / "media" / "stick").mkdir(parents=True)
        for name in TOOLS:
            stand = programs / name
            stand.write_text(
                "#!/bin/sh\nexec "
                + shlex.join([sys.executable, str(HERE / "launcher.py"), name])
                + ' "$@"\n'
            )
            stand.chmod(0o700)
        return {
            "PATH": f"{programs}:{os.environ['MADAR_BIN_DIR']}:{os.environ['PATH']}",
            "HOME": str(self.root / "home"),
            "XDG_RUNTIME_DIR": str(self.root / "run"),
            "TMPDIR": str(self.root / "run"),
            "SWIFT_BACKTRACE": "enable=no",
            "HANDBOOK_ROOT": str(self.root),
        }

    def play(self):
        try:
            self._look_up()
            for step in steps(self.language):
                if step.page != self.page:
                    self._leave(self.page)
                    self.page = step.page
                    if self.page.startswith("P"):
                        self._open_window()
                    self._enter(self.page)
                self._type(step)
            self._leave(self.page)
        except Stuck as stuck:
            self.failures.append(f"{self.page}: stopped at\n{stuck}")
        finally:
            self._end()
        return self

    # What happens on a page before somebody opens the handbook at it, and what is then looked at.

    def _enter(self, page):
        root = self.root
        if page == "D1":
            (root / "opening.json").write_text(OPENING)
            self._do(f"madar open --searched --act {root}/opening.json --profile coordination")
        elif page == "P1":
            self._do("madarctl seal")
        elif page == "P5":
            self._do('rm "$STICK/youssef.key" "$STICK/karim.key"')
            self._do("madarctl seal")
        elif page == "P9":
            self._do("systemctl stop madard")
            for keyring in (root / "var/lib/madar/store").glob("keyring.*"):
                keyring.unlink()
        elif page == "P18":
            self._do("systemctl stop madard")
            (root / "var/lib/madar/store/transport").unlink()
        elif page in ("P2", "P8"):
            self._do("systemctl stop madard madar-unseal")
            self._do('rm "$SEALED" "$CRED"')
            self._do("systemctl start madard")
            self._do("madar lock")
            self._do("madar unlock")
        elif page == "P11":
            self._burn()
        elif page == "P16":
            # A bare mount point that is not the daemon's. Root may write in any folder: for root
            # there is none, and the words that are then seen are others.
            self._do('mv "$BACKUP" "$BACKUP.unmounted"')
            if not IS_ROOT:
                self._do('mkdir -m 500 "$BACKUP"')

    def _leave(self, page):
        if page in ("P9", "P11"):
            seen = self._do("echo Benali | madar find --stdin --profile coordination")
            self._check(f"{page}: the file is there", re.search("Benali|بنعلي", seen), seen)

    def _open_window(self):
        """A new shell, in which page A2 is typed: nothing of earlier pages is left in it."""
        store = self.desk.store
        self.desk.end()
        self.desk = Desk(self.environment, store)
        for step in steps(self.language):
            if step.page == "A2":
                self._type(step)

    def _burn(self):
        """The machine is gone, and with it the operator's device that was on it.

        What is left is the disk of backups, sticks, and the devices that are elsewhere; a new
        machine is prepared as the handbook says.
        """
        self._do("systemctl stop madard madar-unseal")
        self._do("madar lock")
        gone = self.root / "gone"
        gone.mkdir()
        for path in ("var/lib/madar", "etc", "home/.config/madar/default"):
            (self.root / path).rename(gone / path.replace("/", "-"))
        # The folder itself stays: the devices that are elsewhere have their sockets in it here.
        self._do("rm -rf /run/madar/credential /run/madar/keys".replace("/run", f"{self.root}/run"))
        for step in steps(self.language):
            if step.page in ("B1", "B2", "B3"):
                self._type(step)

    def _do(self, line):
        code, seen = self.desk.type(line)
        self._check(f"{self.page}: {line}", code == 0, f"code {code}\n{seen}")
        return seen

    def _check(self, name, holds, seen):
        if holds:
            self.passed += 1
        else:
            self.failures.append(f"{name}\n{seen}")
        if len(self.failures) >= FAILURES_MAX:
            raise Stuck("too much has failed; the rest would tell nothing")

    def _type(self, step):
        executed, seen = False, ""
        for line in step.lines:
            if self._not_executed(line):
                self.skipped.append(f"{step.page}: {line.splitlines()[0]}")
                executed = False
                continue
            self._look_up_typed(line)
            typed = moved(line, self.root).replace("10.10.0.5:7411", self.address)
            wanted = step.code if line is step.lines[-1] else 0
            code, said = self.desk.type(typed)
            seen += said
            executed = True
            if os.environ.get("HANDBOOK_ALOUD"):
                print(
                    f"[{self.language} {step.page}] $ {line}\n{said.rstrip()}\n[{code}]", flush=True
                )
            self._check(
                f"{step.page}: {line}", wanted in (None, code), f"code {code}, not {wanted}\n{said}"
            )
        if IS_ROOT and step.page == "P16" and step.code:
            executed = False
        for fragment in step.seen if executed else ():
            self._check(
                f"{step.page}: what is seen, {fragment!r}", pattern(fragment).search(seen), seen
            )

    @staticmethod
    def _not_executed(line):
        """Whether a line would change the machine on which this runs."""
        words = line.split()
        if words[0] in ELSEWHERE or "chown" in words:
            return True
        if words[0] == "journalctl" and "-u" not in words:
            return True
        if '"$STICK"/madar/' in line or "/usr/bin/" in line:
            return True
        return False

    def _look_up_typed(self, line):
        """Whether a program still has the subcommands that a typed line names."""
        words = line.split()
        if words[0] == "runuser":
            words = words[words.index("--") + 1 :]
        if words[0] in ("madard", "madarctl") and len(words) > 1:
            self._check(f"{self.page}: {line}", self._help(words), "no such subcommand")

    def _help(self, words):
        """What a program tells of the subcommands that a line names; empty where it has none."""
        names = list(takewhile(re.compile(r"[a-z-]+$").match, words[1:]))
        # What is no subcommand may be an argument, of the last that is one.
        for count in range(len(names), 0, -1):
            command = tuple([words[0], *names[:count]])
            if command not in self.helps:
                self.helps[command] = self._told(command)
            if told := self.helps[command]:
                return told if count == len(names) or "SUBCOMMANDS:" not in told else ""
        return ""

    def _told(self, command):
        told = subprocess.run(
            [*command, "--help"],
            env=self.environment | {"LANG": "C"},
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        ).stdout
        usage = re.search(r"USAGE: (.*)", told)
        return told if usage and (usage[1] + " ").startswith(" ".join(command) + " ") else ""

    def _look_up(self):
        """Whether what the handbook names in its sentences is there, with its flags."""
        for line in named(self.language):
            words = line.split()
            told = self._help(words)
            missing = [word for word in words if word.startswith("--") and word not in told]
            self._check(f"in a sentence: {line}", told and not missing, "no such command or flag")

    def _end(self):
        """Ends what this play started: every process that has its root in its environment."""
        self.desk.end()
        mark = f"HANDBOOK_ROOT={self.root}".encode()
        mine = f"HOME={self.root}/home".encode()
        for signalled in (signal.SIGTERM, signal.SIGKILL):
            left = []
            for entry in pathlib.Path("/proc").glob("[0-9]*/environ"):
                try:
                    content = entry.read_bytes()
                except OSError:
                    continue
                if (mark in content or mine in content) and int(entry.parent.name) != os.getpid():
                    left.append(int(entry.parent.name))
            number = self.root / "units" / "madard"
            if number.exists() and pathlib.Path(f"/proc/{number.read_text()}").exists():
                left.append(int(number.read_text()))
            for process in left:
                try:
                    os.kill(process, signalled)
                except ProcessLookupError:
                    continue
            if not left:
                break
            time.sleep(1)
        shutil.rmtree(self.root, ignore_errors=True)


def alike():
    """What is wrong with the handbooks before anything is typed."""
    faults = []
    read = {language: steps(language) for language in LANGUAGES}
    for language in LANGUAGES:
        if pages(language) != WANTED:
            faults.append(f"{language}: the pages are {pages(language)}")

    def shape(step, language):
        lines = [line.replace(f"LANG={language}_MA", "LANG=") for line in step.lines]
        return step.page, lines, step.code, len(step.seen)

    first, *others = LANGUAGES
    for other in others:
        if len(read[first]) != len(read[other]):
            faults.append(f"{other}: {len(read[other])} blocks, {first} has {len(read[first])}")
        for one, two in zip(read[first], read[other], strict=False):
            if shape(one, first) != shape(two, other):
                faults.append(f"{first} and {other} differ:\n  {one}\n  {two}")
                break
    return faults


def unexpected(skipped):
    """What is skipped and not in the list of what may be, and what is in it and not skipped."""
    listed = set((HERE / "skipped.txt").read_text().splitlines())
    return [f"skipped, but not in skipped.txt: {line}" for line in set(skipped) - listed] + [
        f"in skipped.txt, but not skipped: {line}" for line in listed - set(skipped)
    ]


def main():
    languages = sys.argv[1:] or LANGUAGES
    faults = alike() if not sys.argv[1:] else []
    if not UNITS.is_dir():
        print("not executed: the units of systemd are not there, so nothing is typed")
        print(f"{not faults:d} passed, {len(faults)} failed, 1 skipped")
        return 1 if faults else 0
    with ThreadPoolExecutor(len(languages)) as pool:
        played = list(pool.map(lambda language: Play(language).play(), languages))
    for play in played:
        faults += [f"{play.language} {fault}" for fault in unexpected(play.skipped)]
    for fault in faults:
        print(f"FAILED: {fault}")
    for play in played:
        for failure in play.failures:
            print(f"FAILED: {play.language} {failure}")
    for line in played[0].skipped:
        print(f"not executed, it changes the machine: {line}")
    if IS_ROOT:
        print("P16: the disk's folder is taken away, as root may write at a bare mount point")
    passed = sum(play.passed for play in played) + (not faults)
    failed = sum(len(play.failures) for play in played) + len(faults)
    skipped = len(played[0].skipped)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
