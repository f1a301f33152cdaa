"""A handbook as it is printed: its pages, what is typed on each and what is seen then."""

import pathlib
import re
from dataclasses import dataclass, field

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "Packaging" / "handbook"
HEADING = re.compile(r"#{2,3} ([A-Z]\d+)\b")
CODE = re.compile(r"code (\d+|…)$")


@dataclass
class Step:
    """Lines that are typed together, what is seen, and the code the last ends with; None is any."""

    page: str
    lines: list[str]
    seen: list[str] = field(default_factory=list)
    code: int | None = 0


def commands(lines):
    """Joins the lines that make one command: those that go on, and a document in the line."""
    found, end = [], None
    for line in lines:
        if end or (found and found[-1].endswith("\\\n")):
            found[-1] += line + "\n"
            if end and line == end:
                end = None
        else:
            if not line.strip() or line.startswith("#"):
                continue
            found.append(line + "\n")
            document = re.search(r"<<'?(\w+)'?", line)
            end = document[1] if document else None
    return [one.rstrip("\n") for one in found]


def steps(language):
    """The steps of a handbook in their order. A frame of text belongs to the commands above it."""
    found, page, kind, lines = [], "", None, []
    for line in (FOLDER / f"handbook.{language}.md").read_text().splitlines():
        if kind is None:
            if heading := HEADING.match(line):
                page = heading[1]
            if line.startswith("```"):
                kind, lines = line[3:], []
            continue
        if line != "```":
            lines.append(line)
            continue
        if kind == "sh":
            found.append(Step(page, commands(lines)))
        elif kind == "text":
            for one in lines:
                if code := CODE.match(one):
                    found[-1].code = None if code[1] == "…" else int(code[1])
                elif one.strip():
                    found[-1].seen.append(one)
        else:
            raise ValueError(f"{language}, page {page}: a block of kind {kind!r}")
        kind = None
    return found


def pages(language):
    """The headings of the pages that have a letter and a number, in their order."""
    text = (FOLDER / f"handbook.{language}.md").read_text()
    return [found[1] for line in text.splitlines() if (found := HEADING.match(line))]


def named(language):
    """The commands of Madar that a handbook names within its sentences."""
    text = (FOLDER / f"handbook.{language}.md").read_text()
    prose = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return sorted(set(re.findall(r"`((?:madarctl|madard|madar) [^`]+)`", " ".join(prose.split()))))
