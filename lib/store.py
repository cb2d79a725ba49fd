"""What stays on this computer between visits: how the visitor corrected tables, by their headers; never a cell of a file."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path

from lib.ingest.headers.recognise import UNKNOWN
from lib.schema import TABLES, column

HOME = "TRUE_REACH_HOME"  # environment variable that names another folder
MOST = 500  # readings kept; the oldest give way
_FILE = "readings.json"


@dataclass(frozen=True)
class Reading:
    """How tables with the same headers are read: their kind, canonical column -> header, and answers to questions."""

    kind: str
    mapping: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)


def home() -> Path:
    """Return the folder that keeps what stays: the user's own data folder unless the environment names another."""
    named = os.environ.get(HOME)
    return Path(named) if named else user_data_path("true-reach", appauthor=False)


def readings(folder: Path) -> dict[str, Reading]:
    """Return fingerprint of headers -> reading; what is damaged or no longer fits the vocabulary is left out."""
    try:
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {str(name): reading for name, entry in kept.items() if (reading := _reading(entry))}


def remember(folder: Path, learned: Mapping[str, Reading]) -> bool:
    """Add readings to those kept; return whether the folder could be written."""
    kept = readings(folder)
    for name, reading in learned.items():
        kept.pop(name, None)
        kept[name] = reading
    return _write(folder, dict(list(kept.items())[-MOST:]))


def forget(folder: Path, fingerprint: str) -> bool:
    """Leave out one reading; return whether the folder could be written."""
    kept = readings(folder)
    return kept.pop(fingerprint, None) is None or _write(folder, kept)


def _reading(entry: object) -> Reading | None:
    """Return an entry of the file as a reading, None when it is not one."""
    if not isinstance(entry, dict) or entry.get("kind") not in (*TABLES, UNKNOWN):
        return None
    kind, mapping, answers = entry["kind"], entry.get("mapping"), entry.get("answers")
    if not _texts(mapping) or not _texts(answers):
        return None
    if kind == UNKNOWN:
        return Reading(kind)
    known, given = ({name: text for name, text in pairs.items() if column(kind, name)} for pairs in (mapping, answers))
    return Reading(kind, known, given)


def _texts(pairs: object) -> bool:
    return isinstance(pairs, dict) and all(isinstance(text, str) for text in pairs.values())


def _write(folder: Path, kept: Mapping[str, Reading]) -> bool:
    entries = {name: {"kind": one.kind, "mapping": one.mapping, "answers": one.answers} for name, one in kept.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{_FILE}.new"
        draft.write_text(json.dumps(entries, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(folder / _FILE)
    except OSError:
        return False
    return True
