"""Somebody at a terminal: a shell of its own, and answers to what programs ask there."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

PATIENCE_S = 120
MARK = "\x1e"
# What a terminal draws, and the marks that keep a number in its place in a line of Arabic.
DRAWN = re.compile("\x1b\\[[0-9;?]*[A-Za-z]|\x1b[=>78]|[\u2066-\u2069\u200e\u200f\u061c]")

STORE = "trois barques devant la kasbah"
# The passphrase in the place of a lost one.
STORE_NEXT = "une corde neuve pour le puits"
DEVICE = "les hirondelles de Salé reviennent"
CUSTODY = "une lanterne sous le figuier"
# What a program asks, and what is typed then; None repeats what was typed last, 1 gives a
# part of the question.
ANSWERS = [
    (r"Nouvelle phrase de descellement[^\n]*: ?$|عبارة سر جديدة للفتح[^\n]*: ?$", STORE_NEXT),
    (r"descellement[^\n]*: ?$|فك الختم[^\n]*: ?$", STORE),
    (r"clé de garde[^\n]*: ?$|مفتاح الحفظ[^\n]*: ?$", CUSTODY),
    (r"clé du témoin[^\n]*: ?$|مفتاح الشاهد[^\n]*: ?$", DEVICE),
    (r"Répétez la phrase secrète : $|أعد كتابة عبارة السر: $", None),
    (r"Choisissez une phrase secrète pour cet appareil[^\n]*$|عبارة سر لهذا الجهاز[^\n]*$", DEVICE),
    (r"Phrase secrète : $|عبارة السر: $", DEVICE),
    (r"« ([^»\n]+) » : $|«([^»\n]+)»: $", 1),
    (r"saisissez (\S+) : $|tapez (\S+) : $|اكتب (\S+): $", 1),
    (r"Nom complet du nouveau membre : $|الاسم الكامل للعضو الجديد: $", "Nadia"),
    (r"ou ligne vide : $|أو سطر فارغ: $", "1"),
    (r"\(o/n\) $", "o"),
    (r"\(ن/ل\) $", "ن"),
]


class Stuck(Exception):
    """A command that did not end, with what was on the screen."""


def plain(text):
    """What a person reads of it."""
    return DRAWN.sub("", text).replace("\r\n", "\n").replace("\u202f", " ").replace("\u00a0", " ")


class Desk:
    """A shell at a terminal; variables set in a line are there in the next."""

    def __init__(self, environment, store=STORE):
        self.store = store
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execve(
                "/bin/bash",
                ["bash", "--norc", "--noprofile", "--noediting", "-i"],
                environment
                | {
                    "PS1": "",
                    "PS2": "",
                    "TERM": "dumb",
                    "PROMPT_COMMAND": 'printf "\\036%d\\036" "$?"',
                },
            )
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 240, 0, 0))
        self._until_prompt()
        self.type("stty -echo")
        self.last = ""

    def type(self, line):
        """Types a command; gives its exit code and what was seen until it ended."""
        os.write(self.terminal, (line + "\n").encode())
        return self._until_prompt()

    def _until_prompt(self):
        seen, answered, ends = b"", 0, time.monotonic() + PATIENCE_S
        while time.monotonic() < ends:
            if not select.select([self.terminal], [], [], 0.2)[0]:
                continue
            try:
                seen += os.read(self.terminal, 65_536)
            except OSError as fault:
                raise Stuck(seen.decode(errors="replace")) from fault
            text = seen.decode(errors="ignore")
            if end := re.search(MARK + r"(\d+)" + MARK, text):
                return int(end[1]), plain(text[: end.start()])
            if answer := self._answer(plain(text[answered:])):
                answered = len(text)
                time.sleep(0.05)
                os.write(self.terminal, (answer + "\n").encode())
        raise Stuck(plain(seen.decode(errors="replace")))

    def _answer(self, asked):
        for pattern, answer in ANSWERS:
            if found := re.search(pattern, asked):
                part = next((part for part in found.groups() if part), None)
                if answer == STORE_NEXT:
                    self.store = STORE_NEXT
                if answer == STORE:
                    answer = self.store
                self.last = (part if answer == 1 else answer) or self.last
                return self.last
        return None

    def end(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)
