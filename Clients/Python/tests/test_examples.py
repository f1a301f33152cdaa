"""Every program in `examples/` does what it says, as a process of its own with a real daemon."""

import hashlib
import io
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from google.protobuf import json_format
from support import PASSPHRASE, Line, Province, opening, signal, through

from madar_client import CallError, Client
from madar_client.messages import act_pb2 as act
from madar_client.messages import call_pb2 as call
from madar_client.messages.method_pb2 import Method

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def run(name: str, *words: object, given: tuple[bytes, ...] = (PASSPHRASE,)) -> str:
    """What an example says; without a terminal it reads secrets from its standard input."""
    ended = told(name, *words, given=given)
    assert ended.returncode == 0, ended.stderr.decode()
    return ended.stdout.decode()


def told(
    name: str, *words: object, given: tuple[bytes, ...] = (PASSPHRASE,)
) -> "subprocess.CompletedProcess[bytes]":
    """How an example ended."""
    return subprocess.run(
        [sys.executable, str(EXAMPLES / name), *map(str, words)],
        input=b"".join(one + b"\n" for one in given),
        capture_output=True,
        timeout=120,
        start_new_session=True,
        check=False,
    )


def copied(province: Province, folder: Path) -> Path:
    """A copy of the worker's profile, for another process."""
    return Path(shutil.copytree(province.folder / "worker", folder / "w"))


def written(folder: Path, **drafts: act.ActDraft) -> list[Path]:
    """Drafts in files."""
    for name, draft in drafts.items():
        (folder / name).write_text(json_format.MessageToJson(draft), encoding="utf-8")
    return [folder / name for name in drafts]


def test_each_example_has_a_test() -> None:
    folder = Path(__file__).parent
    names = ("test_examples.py", "test_events.py", "test_referrals.py")
    here = "".join((folder / name).read_text() for name in names)
    for example in EXAMPLES.glob("*.py"):
        assert f'"{example.name}"' in here, example.name


def test_enrol_and_enrol_again(fresh: Province, tmp_path: Path) -> None:
    text = fresh.invitations[0].encode()
    said = run("enrol.py", tmp_path / "p", "office", given=(text, PASSPHRASE))
    # What it is to the daemon: name and role.
    assert "operator" in said
    assert run("enrol.py", tmp_path / "p", "office") == said


def test_enter_opens_a_file_and_adds_an_act(province: Province, tmp_path: Path) -> None:
    worker = province.clients["worker"]
    profile, member = copied(province, tmp_path), worker.device.secrets.member
    files = written(tmp_path, opening=opening(), act=signal(member))
    opened, added = run("enter.py", profile, *files).splitlines()
    number = opened.removesuffix(" opened")
    assert added == f"{number} acts: 2"
    head = worker.read_file(number=number).answer()
    assert [part.sequence for part in worker.history(head.file)] == [1, 2]
    # What it has written is followed by the next example.
    assert run("follow.py", profile, number).splitlines() == [
        f"{number} acts: 2",
        "1 ACT_KIND_OPENING F0",
        "2 ACT_KIND_TRANSITION F1",
    ]


def test_enter_says_which_field_is_wrong_and_nothing_of_its_value(
    province: Province, tmp_path: Path
) -> None:
    profile, wrong = copied(province, tmp_path), opening()
    for value in wrong.values:
        if value.field == "sex":
            value.value.choice = "MARQUEUR"
    member = province.clients["worker"].device.secrets.member
    ended = told("enter.py", profile, *written(tmp_path, opening=wrong, act=signal(member)))
    assert ended.returncode == 1
    assert ended.stdout == b""
    said = ended.stderr.decode()
    assert "F0.sex" in said
    assert "MARQUEUR" not in said
    (tmp_path / "opening").write_text('{"form": "MARQUEUR')
    ended = told("enter.py", profile, tmp_path / "opening", tmp_path / "act")
    assert (ended.returncode, b"MARQUEUR" in ended.stderr) == (1, False)


def test_what_enter_could_not_know_waits_and_is_sent_once(
    province: Province, tmp_path: Path
) -> None:
    """The line loses every answer to a write; the next process sends the same bytes."""
    line = Line(("127.0.0.1", province.port))
    device = through(province.folder / "worker", tmp_path / "w", line.port)
    with Client(device, patience=0.3) as worker:
        worker.list_files(4).answer()
        before = province.clients["operator"].status().answer().files
        line.deaf = True
        lost = worker.open_file(opening())
        waits = worker.queue(Method.METHOD_OPEN_FILE, call.OpenFileRequest(opening=opening()))
        assert lost.entry is not None
    line.deaf = False
    said = run("send_waiting.py", tmp_path / "w")
    # What is done has left the outbox and has no number any more.
    assert said.splitlines() == [" done OK"] * 2, (lost.entry, waits)
    assert run("send_waiting.py", tmp_path / "w") == ""
    assert province.clients["operator"].status().answer().files == before + 2
    line.close()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Something that a picture might be."""
    (tmp_path / "content").write_bytes(random.Random(9).randbytes(500_001))
    return tmp_path / "content"


def test_attach_goes_on_from_where_another_process_was_cut(
    province: Province, tmp_path: Path, content: Path
) -> None:
    data = content.read_bytes()
    promise = act.Attachment(
        id=os.urandom(16),
        kind=act.ATTACHMENT_KIND_JPEG,
        byte_count=len(data),
        sha256=hashlib.sha256(data).digest(),
        name="صورة",
    )
    draft = opening()
    draft.values.add(field="photo", value=act.Value(attachment=promise))
    draft.values.add(field="photo_permission", value=act.Value(flag=True))
    worker = province.clients["worker"]
    opened = worker.open_file(draft).answer()
    line = Line(("127.0.0.1", province.port), seed=1)
    device = through(province.folder / "worker", tmp_path / "w", line.port)
    with Client(device, patience=0) as cut:
        cut.who_am_i().answer()
        # Cut once, somewhere in the content, by one who has no patience.
        line.lets = 300_000
        with pytest.raises(CallError):
            cut.upload(opened.file, 1, promise.id, io.BytesIO(data))
    # What had come when the line was cut becomes durable.
    while (durable := worker.upload_status(opened.file, 1, promise.id).answer().offset) == 0:
        time.sleep(0.01)
    assert durable < len(data)
    line.lets = None
    begins, whole = run("attach.py", tmp_path / "w", opened.number, 1, content).splitlines()
    assert whole == "whole"
    # What was on its way when the line was cut may have become durable since it was asked for.
    assert durable <= int(begins.split()[3]) < len(data)
    got = io.BytesIO()
    worker.download(opened.file, 1, promise, got)
    assert got.getvalue() == data
    # Run again it has nothing to do; another content is none that the act promises.
    assert run("attach.py", tmp_path / "w", opened.number, 1, content).endswith("whole\n")
    content.write_bytes(data[:-1])
    ended = told("attach.py", tmp_path / "w", opened.number, 1, content)
    assert ended.returncode == 1
    assert b"promises no such content" in ended.stderr
    line.close()
