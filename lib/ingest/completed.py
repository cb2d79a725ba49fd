"""What evidence beside the columns fills in: platform, currency, period, and what an audience is divided by."""

import numpy as np
import pandas as pd

from lib.ingest.cells.numbers import currency_code
from lib.ingest.headers.exports import dimension_of, period_start, source_medium
from lib.ingest.headers.header import Header
from lib.ingest.headers.mapping import Assignment
from lib.ingest.model import Grid, Question
from lib.ingest.platforms import from_links, from_words
from lib.ingest.values import Typed
from lib.schema import PLATFORMS, TABLES, column
from lib.text import _


def completed(
    parts: dict[str, Typed],
    cells: pd.DataFrame,
    kind: str,
    chosen: Assignment,
    headers: list[Header],
    grid: Grid,
    name: str,
    answers: dict[str, str],
    told: tuple[str, float] | None = None,
) -> tuple[pd.DataFrame, dict[str, float], list[Question]]:
    """Return the canonical frame with platform (``told``: by the export) and currency filled in where evidence gives them."""
    frame = pd.DataFrame({key: part.series for key, part in parts.items()}, index=cells.index, copy=False)
    confidence = dict(chosen.confidence)
    questions = [part.question for part in parts.values() if part.question]
    if "platform" in TABLES[kind].columns:
        mapped = [
            headers[place] for key, place in chosen.places.items() if key in ("followers", "handle", "url", "name", "avg_likes")
        ]
        named = "url" if "url" in chosen.places else "handle"  # a handle may be written as its profile link
        links = from_links(cells[chosen.places[named]]) if named in chosen.places else None
        platform, sure = _platform(frame, links, answers, told or from_words(mapped, headers, name, grid.name))
        if platform is not None:
            frame["platform"], confidence["platform"] = platform, sure
        if kind == "creators" and (platform is None or "platform" in answers):
            questions.append(_platform_question(answers.get("platform", "")))
    if "currency" in TABLES[kind].columns and "currency" not in frame:
        codes = _currency(parts, chosen, headers, kind)
        if codes is not None:
            frame["currency"], confidence["currency"] = pd.Series(codes, cells.index, dtype="str"), 0.8
    if kind == "traffic" and "utm_source" in chosen.places:
        frame = source_medium(frame, headers[chosen.places["utm_source"]].text)
    if kind == "traffic" and "date" not in frame and (day := period_start(grid.title)) is not None:
        frame["date"], confidence["date"] = day, 0.9
    if kind == "audience" and "dimension" not in frame and (named := dimension_of(headers[chosen.places["value"]].text)):
        frame["dimension"], confidence["dimension"] = named, 0.9
    return frame, confidence, questions


def _platform(
    frame: pd.DataFrame, links: pd.Series | None, answers: dict[str, str], told: tuple[str, float]
) -> tuple[pd.Series | str | None, float]:
    """Return the platform per row or of all rows, and how surely: its own column, the answer, links, then words (``told``)."""
    if "platform" in frame:
        return (frame["platform"] if links is None else frame["platform"].fillna(links)), 1.0
    if answers.get("platform") in PLATFORMS:
        return answers["platform"], 1.0
    word, sure = told
    if links is not None and links.notna().mean() > 0.3:
        return (links.fillna(word) if word else links), 0.95
    return (word, sure) if word else (None, 0.0)


def _platform_question(chosen: str) -> Question:
    return Question("platform", "", _("Which platform are these accounts on?"), {code: [] for code in PLATFORMS}, chosen)


def _currency(parts: dict[str, Typed], chosen: Assignment, headers: list[Header], kind: str) -> np.ndarray | None:
    """Return the currency per row from the signs in its cells, else from a money header; None when nothing tells it."""
    size = len(next(iter(parts.values())).series) if parts else 0
    money = [key for key in parts if column(kind, key).type == "money"]
    named = next((code for key in money if (code := currency_code(headers[chosen.places[key]].currency))), "")
    marks = [signs for key in money if (signs := parts[key].currency) is not None]
    if not marks:
        return np.full(size, named, dtype=object) if named else None
    found = np.full(size, None, dtype=object)
    for signs in marks:
        found = np.where((found == None) & (signs != ""), signs, found)  # noqa: E711 - elementwise
    marked = found != None  # noqa: E711 - elementwise
    if named:
        return np.where(marked, found, named)
    if not marked.any():
        return None
    if marked.mean() >= 0.5:
        codes, counts = np.unique(found[marked].astype(str), return_counts=True)
        return np.where(marked, found, codes[counts.argmax()])
    return found
