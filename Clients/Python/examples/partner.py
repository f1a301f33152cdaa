"""A service that follows what is referred to it, and answers.

    python partner.py PROFILE follow [--take SERVICE ...] [--ask] [--once] [--language ar|fr|en]
    python partner.py PROFILE begin REFERRAL        the service has begun
    python partner.py PROFILE done REFERRAL         asks what was given, and with which result

`follow` prints each referral with what the sender chose to tell, until it is interrupted; `--once`
ends it when all that was missed has been told. A referral that asks for a SERVICE of `--take` is
accepted. `--ask` asks at the terminal about the others; without it they are refused where there is
a `--take`, and left to a person where there is none.

Each answer is sealed in the outbox of the profile before a byte of it leaves, and what waits there
is settled before anything else is answered: however often the line is cut or this program is ended,
a referral is answered once.
"""

import argparse
import getpass
import signal
import sys
import time
from pathlib import Path

from madar_client import (
    CallError,
    Client,
    Definition,
    Device,
    EventKind,
    MadarError,
    Outcome,
    Referral,
)
from madar_client.messages import act_pb2 as act
from madar_client.wording import label, words

WORDS = {
    "ar": {"told": "ما توصلتم به عن الطفل", "take": "قبول الإحالة؟ (y/n) ", "waits": "في الانتظار"},
    "fr": {
        "told": "Ce qui vous est dit de l'enfant",
        "take": "Accepter ? (y/n) ",
        "waits": "attend",
    },
    "en": {"told": "What you are told of the child", "take": "Accept? (y/n) ", "waits": "waits"},
}
# The codes of the circuit in which this service answers.
SENT, ACCEPTED, REFUSED, IN_SERVICE, DONE = "SENT", "ACCEPTED", "REFUSED", "IN-SERVICE", "DONE"


class Partner:
    """A service at its desk."""

    def __init__(self, client: Client, options: argparse.Namespace) -> None:
        self.client, self.language = client, options.language
        self.take: list[str] = getattr(options, "take", [])
        self.asks: bool = getattr(options, "ask", False)
        self.definition: Definition = client.definition()
        self.shown: dict[bytes, int] = {}

    def say(self, *words: object) -> None:
        """Prints at once: somebody may wait for it."""
        print(*words, flush=True)

    def settle(self) -> bool:
        """Sends what waits; false where something still does, so that nothing is answered twice."""
        for report in self.client.send_waiting():
            if report.outcome is Outcome.REFUSED and report.entry is not None:
                # Somebody else went on meanwhile: what is to be done is seen in the referral.
                self.client.device.outbox.remove(report.entry)
            elif report.outcome is not Outcome.DONE:
                self.say(WORDS[self.language]["waits"], report.entry, report.status_name)
                return False
        return True

    def show(self, referral: Referral) -> None:
        """Prints a referral where there is something new in it."""
        if self.shown.get(referral.matter, 0) >= referral.sequence:
            return
        self.shown[referral.matter] = referral.sequence
        stage = self.definition.stage(referral.stage)
        called = label(stage.terms, self.language) if stage else ""
        self.say(referral.name, referral.stage, called)
        for value in referral.request.values:
            self.say("   ", self.line(value, referral))
        if referral.extract:
            self.say("   ", WORDS[self.language]["told"])
        for value in referral.extract:
            self.say("       ", self.line(value, referral))

    def line(self, value: act.FieldValue, referral: Referral) -> str:
        """A field and what it says, in the language of the reader."""
        names = referral.request.names
        return ": ".join(words(value, self.definition, self.language, names))

    def answer(
        self, referral: Referral, stage: str, values: dict[str, act.Value] | None = None
    ) -> bool:
        """Answers once; whether it is done."""
        draft = referral.answer(self.definition, stage, values)
        report = self.client.answer_referral(referral.file, draft)
        if report.outcome is Outcome.DONE:
            self.say(referral.name, stage, "✓")
        else:
            # Codes of forms, fields and reasons, without a value (SPEC W-52).
            self.say(referral.name, stage, CallError(report))  # type: ignore[arg-type]
        return report.outcome is Outcome.DONE

    def decide(self, referral: Referral) -> None:
        """Accepts or refuses what has just come."""
        if referral.stage != SENT:
            return
        accepts: bool | None = referral.service(self.definition) in self.take
        if not accepts and self.asks:
            said = input(WORDS[self.language]["take"]).strip().lower()
            accepts = {"y": True, "n": False}.get(said)
        elif not self.take:
            accepts = None
        if accepts:
            self.answer(referral, ACCEPTED)
        elif accepts is not None:
            self.answer(referral, REFUSED, {"refusal_reason": act.Value(choice="NOT-COMPETENT")})

    def look(self, file: bytes | None = None) -> None:
        """Looks at the referrals of a file, or at all."""
        settled = self.settle()
        found = (
            self.client.referrals_of(file, self.definition)
            if file is not None
            else list(self.client.referrals(self.definition))
        )
        for referral in found:
            self.show(referral)
            if settled:
                self.decide(referral)
                settled = not self.client.device.outbox.entries()

    def follow(self, once: bool) -> None:
        """Hears of each act as it is written, also of those that were missed."""
        with self.client.subscribe(kept=True) as events:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: events.stop())
            for event in events:
                if event.kind is EventKind.ACT:
                    self.look(event.file)
                elif event.kind in (EventKind.READY, EventKind.RESYNC):
                    # What lies here since before this program began, or was lost.
                    self.look()
                if once and event.kind is EventKind.READY:
                    return

    def find(self, name: str) -> Referral:
        """The referral that a person names by its first digits."""
        found = [
            one
            for one in self.client.referrals(self.definition)
            if one.matter.hex().startswith(name.lower())
        ]
        if len(found) != 1:
            sys.exit("no such referral, or more than one")
        return found[0]

    def begin(self, name: str) -> bool:
        """Tells that the service has begun."""
        return self.answer(self.find(name), IN_SERVICE)

    def done(self, name: str) -> bool:
        """Asks what was given, and reports it."""
        referral, values = self.find(name), {}
        stage = self.definition.stage(DONE)
        form = self.definition.forms[stage.entry_forms[0]] if stage else None
        for field in form.fields if form else ():
            if field.type == "date":
                today = int((time.time() + self.definition.offset_seconds) // 86_400)
                values[field.terms.code] = act.Value(date=today)
                continue
            called = label(field.terms, self.language)
            if field.list:
                items = self.definition.lists[field.list].items
                for item in items:
                    self.say("   ", item.terms.code, label(item.terms, self.language))
            said = input(f"{called}{'' if field.need == 1 else ' (–)'}: ").strip()
            if said:
                values[field.terms.code] = (
                    act.Value(choice=said) if field.list else act.Value(text=said)
                )
        return self.answer(referral, DONE, values)


def arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("profile", type=Path)
    commands = parser.add_subparsers(dest="command", required=True)
    follow = commands.add_parser("follow")
    follow.add_argument("--take", nargs="+", default=[])
    follow.add_argument("--ask", action="store_true")
    follow.add_argument("--once", action="store_true")
    for command in (follow, commands.add_parser("begin"), commands.add_parser("done")):
        command.add_argument("--language", choices=sorted(WORDS), default="fr")
        if command is not follow:
            command.add_argument("referral")
    return parser.parse_args()


def main() -> None:
    """Follows, begins or reports."""
    options = arguments()
    device = Device.unlock(options.profile, getpass.getpass("Passphrase: ").encode())
    with Client(device) as client:
        try:
            partner = Partner(client, options)
            if options.command == "follow":
                partner.follow(options.once)
                return
            if not partner.settle() or not getattr(partner, options.command)(options.referral):
                sys.exit("it is not done")
        except MadarError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
