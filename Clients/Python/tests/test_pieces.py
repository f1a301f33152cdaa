"""Pieces without a network."""

import hashlib
import json
import runpy
import struct
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey
from support import CHEAP, PASSPHRASE

from madar_client import (
    CallError,
    CheckpointError,
    Device,
    Forgotten,
    Invitation,
    InvitationError,
    Outcome,
    Report,
    SealedFileError,
    checkpoint,
    definition,
    frames,
    limits,
    sealed,
)
from madar_client.approval import (
    DOWNGRADE,
    change_digest,
    invitation_digest,
    sign_approval,
    sign_change_approval,
)
from madar_client.checkpoint import Checkpoint, advance, follow, read_newest, read_note
from madar_client.frames import Ending, Inner, Kind
from madar_client.handshake import ClientHandshake, HandshakeError
from madar_client.invitation import host_and_port
from madar_client.messages import call_pb2 as call
from madar_client.messages import definition_pb2 as wire
from madar_client.noise import Cipher
from madar_client.outbox import Outbox, operation_key
from madar_client.session import Session
from madar_client.status import Status, StatusClass, may_repeat, outcome

INVITATION = Invitation(1, bytes(range(32)), bytes(range(16)), bytes(range(32)), "[::1]:7447")


@given(st.binary(max_size=600))
def test_any_plaintext_is_read_or_refused(plaintext: bytes) -> None:
    try:
        inners = frames.parse(plaintext)
    except frames.FrameError as error:
        if error.ending not in (Ending.PROTOCOL, Ending.CALM):
            raise
    else:
        assert all(1 <= inner.kind <= 9 for inner in inners)


@given(st.lists(st.binary(min_size=1, max_size=400), max_size=8), st.integers(1, 50))
def test_any_stream_of_frames_is_taken_or_refused(plaintexts: list[bytes], cut: int) -> None:
    """The session never raises anything but FrameError, however bytes are cut."""
    sealer = frames.Sealer(Cipher(bytes(32)))
    session = Session(frames.Sealer(Cipher(bytes(32))), frames.Opener(Cipher(bytes(32))))
    wire = b"".join(sealer.frame(one, 16_384) for one in plaintexts)
    try:
        for start in range(0, len(wire), cut):
            session.take(wire[start : start + cut])
    except frames.FrameError:
        return
    assert not session.partial


def test_w36_what_is_owed_for_many_frames_goes_in_frames_that_are_taken() -> None:
    """Several frames may come at once, each with as many PING as fit."""
    daemon = frames.Sealer(Cipher(bytes(32)))
    session = Session(frames.Sealer(Cipher(bytes(32))), frames.Opener(Cipher(bytes(32))))
    values = (1_024, 32, 65_536, 65_536, 600, 43_200, 0, 20_455)
    welcome = struct.pack(">16sqHHIIHIHI", b"i" * 16, 0, *values)
    wire_bytes = daemon.frame(Inner(Kind.WELCOME, 0, 0, welcome).encode(), 16_384)
    pings = [number.to_bytes(8, "big") for number in range(320)]
    for at in range(0, 320, 64):
        inners = [Inner(Kind.PING, 0, 0, body).encode() for body in pings[at : at + 64]]
        wire_bytes += daemon.frame(b"".join(inners), 16_384)
    opener, pongs = frames.Opener(Cipher(bytes(32)), 1_024), list[bytes]()
    opener.feed(session.take(wire_bytes))
    while (plaintext := opener.next()) is not None:
        pongs += [inner.body for inner in frames.parse(plaintext) if inner.kind == Kind.PONG]
    assert pongs == pings


@pytest.mark.parametrize("point", [bytes(32), b"\x01" + bytes(31)], ids=["zero", "one"])
def test_w15_a_daemon_key_that_agrees_on_zero_is_refused(point: bytes) -> None:
    handshake = ClientHandshake(1, point, bytes(range(32)), bytes(32))
    with pytest.raises(HandshakeError):
        handshake.first()


def test_w52_what_a_daemon_sends_in_place_of_a_code_is_not_shown() -> None:
    error = call.Error(detail=4)
    error.fields.add(code=1, form="\x1b]0;x\x07", field="sex", row=2)
    shown = str(CallError(Report(Outcome.REFUSED, Status.INVALID_ARGUMENT, error=error)))
    assert shown == "refused: INVALID_ARGUMENT ?.sex[2]=1"


@given(st.integers(0, 16_384), st.integers(1_024, 16_384))
def test_w24_padding_never_shortens(size: int, most: int) -> None:
    if size <= most:
        length = frames.padded(size, most)
        assert max(size, 128) <= length <= most
        assert length - size <= max(128, size // 8)


@given(st.text(max_size=200))
def test_w16_any_text_is_refused_or_read(text: str) -> None:
    with pytest.raises(InvitationError):
        Invitation.parse("MADAR1" + text)


def test_w16_the_example_of_the_specification() -> None:
    public = bytes.fromhex("07a37cbc142093c8b755dc1b10e86cb426374ad16aa853ed0bdfc0b2b86d1c7c")
    made = Invitation(
        1, public, bytes(range(0xC0, 0xD0)), bytes(range(0x81, 0xA1)), "madar.example:7447"
    )
    assert made.text.startswith("MADAR1-040GF-8VWQG-A214Y")
    assert made.text.endswith("-3ED1M-6W8RW-ZDQ")
    assert Invitation.parse(made.text) == made


def test_addresses() -> None:
    assert host_and_port("[::1]:7447") == ("::1", 7447)
    assert host_and_port("madar.example:1") == ("madar.example", 1)
    for wrong in ("::1:80", "host", "host:", ":80", "host:0", "host:65536", "host:+1", "host:١"):
        with pytest.raises(InvitationError):
            host_and_port(wrong)


def test_w50_w55_outcomes() -> None:
    assert StatusClass.of(0x0777) is StatusClass.DAEMON
    assert StatusClass.of(0x0399) is StatusClass.NOT_EXECUTED
    every = [*map(int, Status), 0x0199, 0x0299, 0x0399, 0x0499, 0x0599, 0x0999]
    for code in every:
        assert outcome(code, True) in (
            (Outcome.DONE,) if code == 0
            else (Outcome.REFUSED,)
            if code in (Status.CONFLICT, Status.PRECONDITION, Status.INVALID_ARGUMENT)
            else (Outcome.UNKNOWN,)
        )  # fmt: skip
    assert outcome(Status.BAD_MESSAGE, False) is Outcome.REFUSED
    assert outcome(Status.REVOKED, False) is Outcome.REFUSED
    assert outcome(Status.OVERLOADED, False) is Outcome.NOT_EXECUTED
    assert outcome(Status.CONNECTION_LOST, False) is Outcome.UNKNOWN
    assert outcome(Status.STORAGE, False) is Outcome.UNKNOWN
    assert not may_repeat(Status.SEALED, 0)
    assert not may_repeat(Status.CONFLICT, 0)
    assert may_repeat(Status.DRAINING, 0)
    assert may_repeat(Status.INTERNAL, 1)
    assert not may_repeat(Status.INTERNAL, 2)


def test_w87_the_example_of_the_specification() -> None:
    identifier = bytes(range(0xC0, 0xD0))
    roles = [("coordinator", bytes(range(0xE0, 0xF0)))]
    digest = invitation_digest(
        identifier, bytes(range(0xD0, 0xE0)), "Amina", roles, bytes(16), 1_767_582_245_000
    )
    assert digest.hex() == "3d6328113f425f00f71b098de428c36e1ab94fc73ae6d697f51048f18647efe3"


def shown_downgrade() -> call.ReadFileAnswer:
    """The example of the specification, as READ_FILE tells it."""
    downgrade = call.PendingChange(
        act=bytes(range(0xB0, 0xC0)),
        sequence=6,
        standing="R4",
        proposed="R1",
        author=bytes(range(0xC0, 0xD0)),
        author_name="Amina",
        at_ms=1_767_582_245_000,
        expires_at_ms=1_767_600_000_000,
        log_size=77,
        store=bytes(16),
    )
    return call.ReadFileAnswer(
        file=bytes(range(0xA0, 0xB0)), number="7K3M-92QA-Y", downgrade=downgrade
    )


def test_w121_the_example_of_the_specification_is_what_is_signed() -> None:
    shown = shown_downgrade()
    digest = change_digest(DOWNGRADE, shown.file, shown.number, shown.downgrade)
    assert digest.hex() == "d5253aa5bc8f2a7e10897428f3b43cf756758882df8352fc4bc262a04d0946ce"
    signer = SigningKey(bytes(range(32)))
    request = sign_change_approval(DOWNGRADE, shown, signer)
    signer.verify_key.verify(b"madar/1 approval" + request.statement, request.signature)
    statement = call.ApprovalStatement.FromString(request.statement)
    assert (statement.operation, statement.target) == (65, shown.file)
    assert (statement.digest, statement.log_size, statement.store) == (digest, 77, bytes(16))
    assert statement.expires_at_ms == shown.downgrade.expires_at_ms
    other = call.ApprovalStatement.FromString(
        sign_change_approval(DOWNGRADE, shown, signer).statement
    )
    assert len(statement.nonce) == 16
    assert statement.nonce != other.nonce


def test_w86_the_signature_is_over_the_bytes_as_sent() -> None:
    signer = SigningKey(bytes(range(32)))
    invitation = call.Invitation(invitation=bytes(16), digest=bytes(32))
    listed = call.ListInvitationsAnswer(log_size=7, store=bytes(16))
    request = sign_approval(invitation, listed, 1_000, signer)
    signer.verify_key.verify(b"madar/1 approval" + request.statement, request.signature)


def note_of(signer: SigningKey, size: int, root: bytes, name: str = "madar/" + "0" * 32) -> str:
    """A note as the daemon makes it."""
    body = f"{name}\n{size}\n{b64encode(root).decode()}\n"
    public = bytes(signer.verify_key)
    key_hash = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
    line = b64encode(key_hash + signer.sign(body.encode()).signature).decode()
    return f"{body}\n\u2014 {name} {line}\n"


def test_w85_notes() -> None:
    signer, other = SigningKey(bytes(range(32))), SigningKey(bytes(32))
    key, name = bytes(signer.verify_key), "madar/" + "0" * 32
    note = note_of(signer, 5, bytes(32))
    assert read_note(note, name, [key]).size == 5
    body, line = note.split("\n\n")
    theirs = note_of(other, 5, bytes(32)).split("\n\n")[1]
    assert read_note(f"{body}\n\n{theirs}{line}", name, [key]).size == 5
    wrong = [
        note[:-1], note + "\n", note.replace("\n5\n", "\n05\n"), note.replace("\n5\n", "\n6\n"),
        f"{body}\n\n{theirs}", note.replace("\u2014", "-"), body + "\n", "",
        f"{body}\n\n" + line * 17, note.replace("=", "", 1), f"{body}\n\n{line}garbage\n",
        note_of(signer, 5, bytes(31)), note_of(signer, 1 << 64, bytes(32)),
        note_of(signer, 5, bytes(32), "madar/" + "1" * 32),
    ]  # fmt: skip
    for one in wrong:
        with pytest.raises(CheckpointError):
            read_note(one, name, [key])


def statement_of(former: SigningKey, new: SigningKey, name: str = "madar/" + "0" * 32) -> str:
    """A statement about the log's key as the daemon makes it."""
    keys = [bytes(key.verify_key) for key in (former, new)]
    told = [
        f"{word} {b64encode(key).decode()}"
        for word, key in zip(("former", "new"), keys, strict=True)
    ]
    text = "".join(line + "\n" for line in ["madar/log-key/1", name, "5", "7", *told])
    lines = ""
    for signer, public in zip((former, new), keys, strict=True):
        key_hash = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
        signed = b64encode(key_hash + signer.sign(text.encode()).signature).decode()
        lines += f"\u2014 {name} {signed}\n"
    return f"{text}\n{lines}"


def test_w193_the_keys_of_a_log_are_followed_by_statements() -> None:
    first, second, third = (SigningKey(bytes([at]) * 32) for at in range(3))
    keys, name = [bytes(key.verify_key) for key in (first, second, third)], "madar/" + "0" * 32
    chain = [statement_of(first, second), statement_of(second, third)]
    assert follow(keys[:1], chain, name) == keys
    assert follow(keys[1:2], chain, name) == keys[1:]
    assert follow(keys[:1], chain[1:], name) == keys[:1]
    assert follow(keys[:1], chain, "madar/" + "1" * 32) == keys[:1]
    body, lines = chain[0].split("\n\n")
    former, new = lines.splitlines(keepends=True)
    for wrong in (
        f"{body}\n\n{former}",
        f"{body}\n\n{new}",
        chain[0][:-1],
        chain[0] + "\n",
        chain[0].replace("\n5\n", "\n4\n"),
        chain[0].replace("madar/log", "madar/lug"),
        "",
    ):
        assert follow(keys[:1], [wrong], name) == keys[:1]
    # The newest key that has signed the note counts, and none before it counts later.
    note = note_of(second, 5, bytes(32))
    read, known = read_newest(note, name, keys[:1], chain)
    assert read.size == 5
    assert known == keys[:2]
    with pytest.raises(CheckpointError):
        read_newest(note_of(first, 6, bytes(32)), name, known, chain)
    with pytest.raises(CheckpointError):
        read_newest(note, name, keys[:1], [])


def test_w85_what_is_kept_goes_on_or_is_an_error() -> None:
    kept = Checkpoint("n", 5, b"a" * 32)
    assert advance(None, kept, []) is kept
    assert advance(kept, Checkpoint("m", 5, b"a" * 32), []).note == "m"
    for new, proof in (
        (Checkpoint("m", 4, b"a" * 32), []),
        (Checkpoint("m", 5, b"b" * 32), []),
        (Checkpoint("m", 5, b"a" * 32), [bytes(32)]),
        (Checkpoint("m", 6, b"a" * 32), []),
        (Checkpoint("m", 6, b"a" * 32), [bytes(32)]),
    ):
        with pytest.raises(Forgotten):
            advance(kept, new, proof)
    with pytest.raises(CheckpointError):
        advance(kept, kept, [bytes(32)] * 65)


def leaf_tree(leaves: list[bytes]) -> bytes:
    """The root by the definition in RFC 6962 2.1."""
    if len(leaves) <= 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest() if leaves else hashlib.sha256().digest()
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return checkpoint._node(leaf_tree(leaves[:half]), leaf_tree(leaves[half:]))


def subproof(first: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """The proof by the definition in RFC 6962 2.1.2."""
    if first == len(leaves):
        return [] if whole else [leaf_tree(leaves)]
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    if first <= half:
        return [*subproof(first, leaves[:half], whole), leaf_tree(leaves[half:])]
    return [*subproof(first - half, leaves[half:], False), leaf_tree(leaves[:half])]


def test_w85_consistency_by_the_definition() -> None:
    leaves = [bytes([n]) for n in range(20)]
    for second in range(1, 21):
        for first in range(1, second + 1):
            proof = subproof(first, leaves[:second], True)
            roots = leaf_tree(leaves[:first]), leaf_tree(leaves[:second])
            assert checkpoint.consistent(first, roots[0], second, roots[1], proof)
            assert not checkpoint.consistent(first, bytes(32), second, roots[1], proof)
            if proof:
                assert not checkpoint.consistent(first, roots[0], second, roots[1], proof[:-1])


def test_device_file_is_sealed_and_bound_to_its_costs(tmp_path: Path) -> None:
    device = Device.create(tmp_path / "p", PASSPHRASE, INVITATION, **CHEAP)
    static = device.secrets.static
    device.remember(epoch=7)
    device.close()
    data = (tmp_path / "p" / "device").read_bytes()
    assert static not in data
    assert static.hex().encode() not in data
    assert (tmp_path / "p" / "device").stat().st_mode & 0o77 == 0
    device = Device.unlock(tmp_path / "p", PASSPHRASE)
    assert device.secrets.static == static
    assert device.memory.epoch == 7
    assert not device.enrolled
    device.close()
    # It may be another process's now.
    with pytest.raises(SealedFileError):
        device.remember(epoch=8)
    with pytest.raises(SealedFileError):
        device.keep(invitation="")
    for place in (0, 9, 13, 20, 40, len(data) - 1):
        broken = bytearray(data)
        broken[place] ^= 1
        (tmp_path / "p" / "device").write_bytes(broken)
        with pytest.raises(SealedFileError):
            Device.unlock(tmp_path / "p", PASSPHRASE)
    with pytest.raises(SealedFileError):
        Device.create(tmp_path / "p", PASSPHRASE, INVITATION, **CHEAP)


def test_w55_outbox_keeps_bytes_and_key(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "o", bytes(32))
    key = operation_key(20_455)
    first = outbox.add(65, key, b"payload", 30_000, False)
    second = outbox.add(64, operation_key(20_455), b"", 30_000, True)
    again = Outbox(tmp_path / "o", bytes(32))
    assert again.entries() == [first, second]
    assert first.epoch == 20_455
    assert not first.doubt
    assert second.doubt
    sent = again.change(first, maybe_sent=True, doubt=True)
    with pytest.raises(ValueError, match="keeps its key"):
        again.change(sent, maybe_sent=True, doubt=True, key=operation_key(1))
    assert b"payload" not in (tmp_path / "o" / f"{first.number:012}").read_bytes()
    (tmp_path / "o" / f"{first.number:012}").rename(tmp_path / "o" / f"{9:012}")
    with pytest.raises(SealedFileError):
        again.entry(9)
    again.remove(9)
    third = again.add(65, key, b"", 30_000, False)
    assert third.number > second.number
    with pytest.raises(SealedFileError):
        Outbox(tmp_path / "o", b"1" * 32).entries()


def test_sealed_files_hide_small_differences_of_length() -> None:
    sizes = {len(sealed.seal(bytes(32), b"", bytes(n))) for n in range(0, 1_000, 50)}
    assert len(sizes) == 1
    with pytest.raises(SealedFileError):
        sealed.seal(bytes(32), b"", bytes(limits.SEALED_FILE_BYTES + 1))


def test_w84_a_definition_against_another_hash_is_refused() -> None:
    with pytest.raises(definition.DefinitionError):
        definition.read_definition(b"", bytes(32))
    with pytest.raises(definition.DefinitionError):
        definition.read_definition(b"", hashlib.sha256().digest())


def items(*made: wire.DefinitionItem) -> bytes:
    """The content of a stream of items."""
    encoded = [one.SerializeToString() for one in made]
    return b"".join(len(one).to_bytes(4, "big") + one for one in encoded)


def test_w84_w99_order_codes_and_words_of_a_definition() -> None:
    head = wire.DefinitionItem(head=wire.DefinitionHead(version=1, small_below=5))
    form = wire.DefinitionItem(form=wire.Form(terms=wire.Terms(code="A"), home_class=2))
    role = wire.DefinitionItem(role=wire.Role(terms=wire.Terms(code="R"), scope="own"))
    right = items(head, form, role)
    read = definition.read_definition(right, hashlib.sha256(right).digest())
    assert (read.version, list(read.forms), list(read.roles)) == (1, ["A"], ["R"])
    odd_form, odd_role = wire.DefinitionItem(), wire.DefinitionItem()
    odd_form.CopyFrom(form)
    odd_form.form.fields.add(type="colour", data_class=1)
    odd_role.CopyFrom(role)
    odd_role.role.scope = "everything"
    for wrong in (
        items(form, head), items(head, head), items(head, role, form), items(head, form, form),
        items(head, odd_form), items(head, odd_role), items(head, wire.DefinitionItem()),
        right[:-1],
    ):  # fmt: skip
        with pytest.raises(definition.DefinitionError):
            definition.read_definition(wrong, hashlib.sha256(wrong).digest())


def test_w84_w144_establishments_of_a_definition() -> None:
    def of(code: str) -> wire.Terms:
        return wire.Terms(code=code)

    def house(code: str = "H", **other: Any) -> wire.DefinitionItem:
        told = {"organisation": bytes(range(16)), "kind": "K", "capacity": 3} | other
        return wire.DefinitionItem(establishment=wire.Establishment(terms=of(code), **told))

    def specialities(**bounds: Any) -> wire.DefinitionItem:
        return wire.DefinitionItem(
            list=wire.CodeList(
                terms=of("S"),
                meaning="establishment_specialities",
                items=[wire.CodeItem(terms=of("GIRLS"), **bounds)],
            )
        )

    head = wire.DefinitionItem(head=wire.DefinitionHead(version=1, small_below=5))
    kinds = wire.DefinitionItem(
        list=wire.CodeList(
            terms=of("L"), meaning="establishment_kinds", items=[wire.CodeItem(terms=of("K"))]
        )
    )
    girls = specialities(sex="F", ages=wire.AgeRange(youngest=0, oldest=5))
    right = items(head, kinds, girls, house(specialities=["GIRLS"]))
    read = definition.read_definition(right, hashlib.sha256(right).digest())
    assert read.establishments["H"].capacity == 3
    lists = (head, kinds, girls)
    odd = wire.DefinitionItem(list=wire.CodeList(terms=of("M"), meaning="castles"))
    for wrong in (
        items(*lists, house(kind="CASTLE")),
        items(*lists, house(specialities=["GIANTS"])),
        items(*lists, house(capacity=0)),
        items(*lists, house(organisation=b"short")),
        items(*lists, house(commune="99")),
        items(*lists, house(), house("H2")),
        items(head, kinds, house(specialities=["GIRLS"])),
        items(head, odd),
        items(head, specialities(ages=wire.AgeRange(youngest=6, oldest=5))),
    ):
        with pytest.raises(definition.DefinitionError):
            definition.read_definition(wrong, hashlib.sha256(wrong).digest())


def test_w213_published_tables_of_a_definition() -> None:
    def of(code: str) -> wire.Terms:
        return wire.Terms(code=code)

    def table(**other: Any) -> wire.DefinitionItem:
        told = {
            "period": "quarter",
            "indicator": "I",
            "measure": "M",
            "dimensions": ["sex"],
        } | other
        return wire.DefinitionItem(table=wire.TablePlan(terms=of("T"), **told))

    head = wire.DefinitionItem(head=wire.DefinitionHead(version=1, small_below=5))
    measure = wire.Measure(terms=of("M"), kind="files", percentile=50)
    indicator = wire.DefinitionItem(indicator=wire.Indicator(terms=of("I"), measures=[measure]))
    right = items(head, indicator, table())
    read = definition.read_definition(right, hashlib.sha256(right).digest())
    assert (read.tables["T"].measure, read.small_below) == ("M", 5)
    low = wire.DefinitionItem(head=wire.DefinitionHead(version=1, small_below=2))
    for wrong in (
        items(low, indicator, table()),
        items(head, table(), indicator),
        items(head, indicator, table(), table()),
        items(head, indicator, table(indicator="J")),
        items(head, indicator, table(measure="N")),
        items(head, indicator, table(period="week")),
        items(head, indicator, table(dimensions=[])),
    ):
        with pytest.raises(definition.DefinitionError):
            definition.read_definition(wrong, hashlib.sha256(wrong).digest())


def test_w35_delimited_messages() -> None:
    content = b"\0\0\0\2ab\0\0\0\0\0\0\0\1c"
    assert list(definition.delimited(content)) == [b"ab", b"", b"c"]
    for cut in range(1, len(content)):
        whole = list(definition.delimited(content[:cut], whole=False))
        assert whole == [b"ab", b"", b"c"][: len(whole)]
    with pytest.raises(definition.CutError):
        list(definition.delimited(content[:-1]))
    with pytest.raises(definition.CutError):
        list(definition.delimited(b"\0\1\0\1", whole=False))


def test_make_py_gives_the_vectors_that_are_committed() -> None:
    folder = Path(__file__).resolve().parents[3] / "Wire" / "vectors"
    before = {one.name: one.read_bytes() for one in folder.glob("*.json")}
    runpy.run_path(str(folder / "make.py"), run_name="__main__")
    assert {one.name: one.read_bytes() for one in folder.glob("*.json")} == before
    assert all(json.loads(text) for text in before.values())
