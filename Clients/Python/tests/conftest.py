"""A province of its own for the tests: a real daemon on a free port, and three devices."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import Province


def _folder(variable: str) -> Path:
    value = os.environ.get(variable, "")
    if value and Path(value).is_dir():
        return Path(value)
    if os.environ.get("CI"):
        pytest.fail(f"{variable} names no folder, and CI is set")
    pytest.skip(f"{variable} names no folder")


@pytest.fixture(scope="session")
def public_vectors() -> Path:
    """The vectors that others made."""
    return _folder("MADAR_VECTORS")


@pytest.fixture(scope="session")
def own_vectors() -> Path:
    """The vectors of this project."""
    return Path(__file__).resolve().parents[3] / "Wire" / "vectors"


@pytest.fixture(scope="session")
def binaries() -> Path:
    """Where madard lies."""
    return _folder("MADAR_BIN_DIR")


@pytest.fixture(scope="session")
def province(binaries: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    """A province whose operator, coordinator and worker are enrolled, unsealed."""
    made = Province(binaries, tmp_path_factory.mktemp("province"))
    try:
        made.furnish()
        yield made
    finally:
        made.stop()


@pytest.fixture
def fresh(binaries: Path, tmp_path: Path) -> Iterator[Province]:
    """A province just made and serving, sealed, with nobody enrolled."""
    made = Province(binaries, tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.stop()
