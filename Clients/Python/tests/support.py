"""What several tests need: a real daemon, a line that is cut, drafts of acts."""

import os
import random
import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

from madar_client import Client, Device, enrol, limits
from madar_client.device import Secrets
from madar_client.frames import Inner, Opener, Sealer, parse
from madar_client.handshake import prologue
from madar_client.messages import act_pb2 as act
from madar_client.messages import call_pb2 as call
from madar_client.noise import PATTERN, Handshake, public_key

PASSPHRASE = b"les hirondelles reviennent"
STORE_PASSPHRASE = b"trois barques devant la kasbah"
# The least that a device file may cost, so that tests do not wait for Argon2.
CHEAP = {"passes": 2, "memory_bytes": 64 << 20}


def surroundings() -> dict[str, str]:
    """The environment without the tests' own variables: the daemon refuses those it knows not."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MADAR_")}


class Province:
    """A store, its daemon, and the devices of its people."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.folder, self._madard = folder, str(binaries / "madard")
        with socket.socket() as probe:
            # Below those that the kernel gives by itself: none takes it while the daemon rests.
            probe.bind(("127.0.0.1", random.randrange(20_000, 32_768)))
            self.port = int(probe.getsockname()[1])
        self.address = f"127.0.0.1:{self.port}"
        self.store = folder / "store"
        self._process: subprocess.Popen[bytes] | None = None
        arguments = ["init", "--province", "04.441", "--data", str(self.store)]
        arguments += ["--address", self.address, "--lang", "en"]
        made = subprocess.run(
            [self._madard, *arguments],
            input=STORE_PASSPHRASE,
            capture_output=True,
            check=True,
            env=surroundings(),
        )
        lines = made.stdout.decode().splitlines()
        self.invitations = [line for line in lines if line.startswith("MADAR1")]
        self.clients: dict[str, Client] = {}

    def start(self) -> None:
        """Serves, sealed."""
        with (self.folder / "daemon.log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._madard, "serve", "--data", str(self.store), "--listen", self.address],
                stdout=subprocess.PIPE,
                stderr=log,
                env=surroundings(),
            )
        assert self._process.stdout is not None
        assert self._process.stdout.readline(), "the daemon did not start"

    def stop_daemon(self, kill: bool = False) -> None:
        """Ends the daemon that this province started."""
        if self._process is not None:
            if kill:
                self._process.kill()
            else:
                self._process.terminate()
            try:
                self._process.wait(70)
            finally:
                if self._process.stdout:
                    self._process.stdout.close()
                self._process = None

    def stop(self) -> None:
        """Closes all clients and ends the daemon."""
        for client in self.clients.values():
            client.close()
        self.clients.clear()
        self.stop_daemon()

    def device(self, name: str, invitation: str) -> Device:
        """Enrols one device."""
        return enrol(self.folder / name, PASSPHRASE, invitation, name, **CHEAP)

    def client(self, name: str, invitation: str) -> Client:
        """Enrols one device and keeps its client."""
        self.clients[name] = Client(self.device(name, invitation), patience=20)
        return self.clients[name]

    def furnish(self) -> None:
        """Operator, coordinator, and a worker whom the operator invites and the other approves."""
        self.start()
        operator = self.client("operator", self.invitations[0])
        coordinator = self.client("coordinator", self.invitations[1])
        operator.unseal(STORE_PASSPHRASE).answer()
        self.client("worker", invite_and_approve(operator, coordinator, "Assistante", "UPE-WORKER"))


class Scripted:
    """A daemon that keeps the handshake and then does what a test says, for one client.

    The script has the connection after WELCOME: `read` gives the client's frames, `say` seals.
    """

    def __init__(self, script: Callable[["Scripted"], None], idle_seconds: int = 600) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._script, self._idle = script, idle_seconds
        self._secret, self.preshared = os.urandom(32), os.urandom(32)
        self.failure: BaseException | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def secrets(self) -> Secrets:
        """What a device knows that was enrolled here."""
        return Secrets(
            address=f"127.0.0.1:{self.port}",
            key_number=1,
            daemon_public=public_key(self._secret),
            static=os.urandom(32),
            signing=os.urandom(32),
            local_key=bytes(32),
            preshared=self.preshared,
        )

    def _serve(self) -> None:
        try:
            self._sock, _ = self._listener.accept()
            with self._sock:
                self._welcome()
                self._script(self)
        except BaseException as error:  # told to the test, which waits for the end
            self.failure = error

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            part = self._sock.recv(count - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def _welcome(self) -> None:
        first = self._exactly(limits.MESSAGE_1_BYTES)
        noise = Handshake(
            PATTERN, False, prologue(1), static=self._secret, preshared=[self.preshared]
        )
        noise.read(first[8:])
        body = struct.pack(">HHq20x", 1, 1, int(time.time() * 1000))
        self._sock.sendall(b"\x00\x50" + noise.write(body))
        noise.read(self._exactly(limits.MESSAGE_3_BYTES)[2:])
        receive, send = noise.split()
        self._opener, self._sealer = Opener(receive), Sealer(send)
        values = (16_384, 32, 65_536, 65_536, self._idle, 43_200, 0, 20_455)
        now = int(time.time() * 1000)
        self.say(Inner(9, 0, 0, struct.pack(">16sqHHIIHIHI", os.urandom(16), now, *values)))

    def say(self, *inners: Inner) -> None:
        """Sends inner frames in one frame."""
        plaintext = b"".join(inner.encode() for inner in inners)
        self._sock.sendall(self._sealer.frame(plaintext, limits.FRAME_PLAINTEXT_BYTES))

    def read(self) -> list[Inner]:
        """The inner frames of the client's next frame."""
        while (plaintext := self._opener.next()) is None:
            self._opener.feed(self._exactly(1))
        return parse(plaintext)

    def end(self) -> None:
        """Waits for the script, and passes its failure on."""
        self._thread.join(30)
        self._listener.close()
        assert not self._thread.is_alive(), "the script has not ended"
        if self.failure is not None:
            raise self.failure


def invite_and_approve(
    inviter: Client, approver: Client, name: str, role: str, organisation: str = "UPE Tabriquet"
) -> str:
    """The text of an invitation that two people have made."""
    request = call.InviteRequest(member_name=name)
    request.roles.add(role=role, organisation_name=organisation)
    report, invitation = inviter.invite(request)
    assert report.answer().needs_approval
    listed = approver.list_invitations().answer()
    waiting = [one for one in listed.invitations if one.invitation == invitation.identifier]
    approver.approve(waiting[0], listed).answer()
    return invitation.text


class Line:
    """A TCP relay that can be cut, by hand or at random bytes."""

    def __init__(self, target: tuple[str, int], seed: int = 0) -> None:
        self._target, self._random = target, random.Random(seed)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []
        self._mutex = threading.Lock()
        self._stop = threading.Event()
        self.cuts = self.clock_cuts = 0
        # How many bytes may pass before a cut at random; none where cuts are by the clock alone.
        self.most_bytes: int | None = None
        self.deaf = False
        # Of each connection, who sent how many bytes at a stretch before the other end did; false
        # stands for the client. What is noted has not been passed on yet.
        self.flights: list[list[tuple[bool, int]]] = []
        # After how many bytes of the daemon the client hears no more, but is heard to its end.
        self.hears: int | None = None
        # After how many bytes of the client a connection is cut.
        self.lets: int | None = None
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def cut(self) -> bool:
        """Cuts all that runs through, as a cable that is pulled; whether anything did."""
        with self._mutex:
            cut, self._open = self._open, []
        self.cuts += bool(cut)
        for one in cut:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        return bool(cut)

    def cut_every(self, seconds: float) -> None:
        """Cuts from now on by the clock."""

        def run() -> None:
            while not self._stop.wait(seconds):
                self.clock_cuts += self.cut()

        self._spawn(run)

    def close(self) -> None:
        """Ends the relay."""
        self._stop.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(5)

    def _spawn(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(self._target, 5)
            except OSError:
                near.close()
                continue
            with self._mutex:
                self._open += [near, far]
                self.flights.append([])
            self._spawn(self._pump, near, far, False, self.flights[-1])
            self._spawn(self._pump, far, near, True, self.flights[-1])

    def _note(self, flights: list[tuple[bool, int]], answers: bool, count: int) -> int:
        """Notes a stretch, and gives how many bytes have come from this end so far."""
        with self._mutex:
            if flights and flights[-1][0] == answers:
                count += flights.pop()[1]
            flights.append((answers, count))
            return sum(size for end, size in flights if end == answers)

    def _pump(
        self,
        source: socket.socket,
        sink: socket.socket,
        answers: bool,
        flights: list[tuple[bool, int]],
    ) -> None:
        left = self._random.randrange(self.most_bytes) if self.most_bytes else None
        try:
            while data := source.recv(4096):
                come = self._note(flights, answers, len(data))
                if answers and self.hears is not None and come > self.hears:
                    sink.shutdown(socket.SHUT_WR)
                    return
                if not answers and self.lets is not None and come > self.lets:
                    self.cut()
                    return
                if answers and self.deaf:
                    self.cut()
                    return
                if left is not None and len(data) >= left:
                    sink.sendall(data[:left])
                    self.cut()
                    return
                left = None if left is None else left - len(data)
                sink.sendall(data)
        except OSError:
            pass
        for one in (source, sink):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


def through(device_folder: Path, copy: Path, port: int) -> Device:
    """A copy of a profile that reaches its daemon through another port."""
    shutil.copytree(device_folder, copy)
    device = Device.unlock(copy, PASSPHRASE)
    device.keep(address=f"127.0.0.1:{port}")
    return device


def opening() -> act.ActDraft:
    """A child of whom little is known."""
    draft = act.ActDraft(
        kind=act.ACT_KIND_OPENING,
        form="F0",
        form_version=1,
        definition_version=1,
        to_stage="DETECT",
    )
    number = random.randrange(10**9)
    for field, value in {
        "given_name_ar": act.Value(text="تجربة"),
        "family_name_ar": act.Value(text="مخترع"),
        "known_as": act.Value(text=f"enfant {number}"),
        "sex": act.Value(choice="F"),
        "civil_status": act.Value(choice="UNKNOWN"),
        "estimated_age": act.Value(number=9),
        "nationality": act.Value(choice="MAR"),
        "presence_commune": act.Value(territory="04.441.01.0"),
        "milieu": act.Value(choice="U"),
        "school_status": act.Value(choice="ENROLLED"),
    }.items():
        draft.values.add(field=field, value=value)
    return draft


def report(member: bytes, text: str) -> act.ActDraft:
    """A report of alleged facts."""
    draft = act.ActDraft(kind=act.ACT_KIND_FORM, form="F1", form_version=1, definition_version=1)
    for field, value in {
        "received_at": act.Value(instant_ms=int(time.time() * 1000) - 60_000),
        "channel": act.Value(choice="PHONE"),
        "reporter_wants_secrecy": act.Value(flag=False),
        "alleged_facts": act.Value(text=text),
        "author_has_access": act.Value(choice="UNKNOWN"),
        "immediate_danger": act.Value(choice="NO"),
        "receiver": act.Value(member=member),
        "urgency": act.Value(choice="LOW"),
        "offence_suspected": act.Value(flag=False),
    }.items():
        draft.values.add(field=field, value=value)
    return draft


def signal(member: bytes) -> act.ActDraft:
    """The step to the stage at which reports are taken; the stage is entered with a report."""
    draft = report(member, "le premier signalement")
    draft.kind, draft.to_stage = act.ACT_KIND_TRANSITION, "SIGNAL"
    return draft
