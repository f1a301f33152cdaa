"""Returns of provinces: the vectors, and that no byte of a signed file can be another."""

import base64
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madar_client.messages import call_pb2 as call
from madar_client.returns import (
    STATES,
    Descriptor,
    ReturnError,
    read_descriptor,
    read_return,
    signed,
)

_FILE = Path(__file__).parents[3] / "Wire" / "vectors" / "returns.json"


@pytest.fixture(scope="module")
def vectors() -> Any:
    return json.loads(_FILE.read_text())


@pytest.fixture(scope="module")
def province(vectors: Any) -> Descriptor:
    return read_descriptor(vectors["descriptor"].encode())


def test_w220_returns_are_taken_or_refused(vectors: Any, province: Descriptor) -> None:
    for case in vectors["returns"]:
        file = case["file"].encode()
        if case["outcome"] == "taken":
            content = read_return(file, province)
            assert content.text() == vectors["text"]
            assert content.tables[0].counts()["F", "0-4"] == 12
            assert sum(content.tables[1].cells) == 39
            assert content.tables[2].counts() == {}
        else:
            with pytest.raises(ReturnError):
                read_return(file, province)
    assert {case["outcome"] for case in vectors["returns"]} == {"taken", "refused"}


def test_w221_every_byte_is_signed(vectors: Any, province: Descriptor) -> None:
    good = vectors["returns"][0]["file"].encode()
    for place in range(len(good)):
        for changed in (
            good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :],
            good[:place] + good[place + 1 :],
            good[:place],
        ):
            with pytest.raises(ReturnError):
                read_return(changed, province)


def test_w221_another_province_is_not_believed(vectors: Any, province: Descriptor) -> None:
    file = vectors["returns"][0]["file"].encode()
    for other in (
        Descriptor("04.421", province.origin, province.log_key),
        Descriptor(province.province, "madar/" + "08" * 16, province.log_key),
        Descriptor(province.province, province.origin, bytes(32)),
    ):
        with pytest.raises(ReturnError):
            read_return(file, other)


def test_w222_what_is_published_has_one_file(vectors: Any, province: Descriptor) -> None:
    good = vectors["returns"][0]["file"].encode()
    content = read_return(good, province)
    epoch = date(1970, 1, 1)
    publication = call.Publication(
        publication=content.publication,
        province=content.province,
        from_day=(content.first - epoch).days,
        until_day=(content.last - epoch).days + 1,
        definition_version=content.definition_version,
        definition_hash=content.definition_hash,
        base=content.base,
        published_at_ms=content.published_at_ms,
        tables=[
            call.PublishedTable(
                code=table.code,
                indicator=table.indicator,
                measure=table.measure,
                state=STATES.index(table.state) + 1,
                dimensions=[
                    call.PublishedDimension(code=code, values=values)
                    for code, values in table.dimensions
                ],
                cells=table.cells,
            )
            for table in content.tables
        ],
    )
    signature = base64.b64decode(good.decode().split(" ")[-1])[4:]
    answer = call.ReturnAnswer(log=province.origin, log_key=province.log_key, signature=signature)
    assert signed(publication, answer) == good
    publication.tables[0].cells[0] += 3
    with pytest.raises(ReturnError):
        signed(publication, answer)
