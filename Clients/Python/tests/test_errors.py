"""The errors of the package: one base, one door, and a line about each."""

import importlib
import pkgutil
import re
from pathlib import Path

import madar_client
from madar_client.noise import NoiseError
from madar_client.session import TooMuch

README = Path(__file__).resolve().parents[1] / "README.md"
# Met inside only, or in no other way than what it is a kind of.
INSIDE = {NoiseError, TooMuch}


def errors() -> set[type[Exception]]:
    """Every exception that a module of the package defines."""
    found: set[type[Exception]] = set()
    for module in pkgutil.iter_modules(madar_client.__path__, "madar_client."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Exception):
                found |= {value} if value.__module__ == module.name else set()
    return found


def test_every_error_has_the_base_and_comes_through_the_door() -> None:
    found = errors()
    assert len(found) > 15
    assert found >= INSIDE
    assert all(issubclass(one, madar_client.MadarError) for one in found)
    exported = {getattr(madar_client, name) for name in madar_client.__all__}
    assert found - INSIDE <= exported
    assert not INSIDE & exported


def test_the_readme_tells_what_to_do_about_each_and_of_no_other() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \|$", README.read_text(), re.MULTILINE)
    exported = {one for one in errors() - INSIDE if one is not madar_client.MadarError}
    assert sorted(rows) == sorted(one.__name__ for one in exported)
