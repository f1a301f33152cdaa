"""Files out of reach in an emergency, against a daemon that really runs."""

from support import STORE_PASSPHRASE, Province, invite_and_approve, opening

from madar_client import Outcome, Status
from madar_client.messages import call_pb2 as call


def test_w118_w120_an_emergency_and_its_review(fresh: Province) -> None:
    operator = fresh.client("operator", fresh.invitations[0])
    coordinator = fresh.client("coordinator", fresh.invitations[1])
    operator.unseal(STORE_PASSPHRASE).answer()
    worker = fresh.client(
        "worker", invite_and_approve(operator, coordinator, "Assistante", "UPE-WORKER")
    )
    text = invite_and_approve(operator, coordinator, "متنقل", "SAS-AGENT", "SAS mobile")
    mobile = fresh.client("mobile", text)
    opened = worker.open_file(opening()).answer()
    assert mobile.read_file(number=opened.number).status == Status.NOT_AVAILABLE
    assert mobile.break_glass("خطر", False, number="0000-0000-0").status == Status.NOT_AVAILABLE
    answer = mobile.break_glass("خطر", True, number=opened.number).answer()
    assert answer.file == opened.file
    read = mobile.read_file(file=opened.file).answer()
    assert read.classes == answer.classes
    assert read.number == opened.number
    # Whoever coordinates is told, and looks into it.
    assert coordinator.who_am_i().answer().break_glass_count == 1
    (access,) = coordinator.list_break_glass().answer().accesses
    assert (access.reason, access.number, access.life_danger) == ("خطر", opened.number, True)
    assert mobile.review_break_glass(access.access, True, "x").status == Status.PERMISSION
    done = coordinator.review_break_glass(access.access, True, "مبرر")
    assert done.outcome is Outcome.DONE
    assert coordinator.who_am_i().answer().break_glass_count == 0
    assert mobile.read_file(file=opened.file).status == Status.NOT_AVAILABLE
    reviewed = coordinator.list_break_glass().answer().accesses[0]
    assert (reviewed.justified, reviewed.review) == (True, "مبرر")


def test_w117_secrecy_is_accepted_again(province: Province) -> None:
    worker = province.clients["worker"]
    assert worker.accept_secrecy().answer() == call.Nothing()
    assert worker.who_am_i().answer().secrecy_due_ms > 0
