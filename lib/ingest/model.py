"""What the door hands over: grids of text, typed tables with their ledger, and problems in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from lib.ingest.columns import ColumnRows, text_frame


class IngestError(Exception):
    """A file that cannot be read; the message says what is wrong, where, and what to do."""


@dataclass(frozen=True)
class Problem:
    """One thing the user should know about a file: what, where, what to do."""

    message: str
    file: str = ""
    sheet: str = ""
    row: int | None = None  # 1-based row of the source
    column: str | None = None
    severity: str = "warning"  # 'error' (not loaded, or not to be trusted), 'warning', 'info'


@dataclass(frozen=True)
class SetAside:
    """One source row that did not become a row of the table, with its reason."""

    row: int  # 1-based line or row number in the source
    reason: str  # 'blank', 'total', 'repeated header', 'note', 'unreadable'
    cells: list[str]


@dataclass(frozen=True)
class Grid:
    """One table of text as it stands in the file.

    ``rows`` holds the cells as written, header row first when there is one (``has_header``); a row may be shorter or longer
    than the others, as in the file, so work with ``header`` and ``frame()``, which are aligned and equally wide. A header
    spread over two rows is already merged into one ("TRAVEL" over "Air" -> "TRAVEL Air"). It is a read-only sequence:
    index, slice and iterate it, but take ``frame()`` for anything that may be large (it costs little on a clean file).
    ``numbers`` gives the 1-based row of each entry of ``rows``, as a spreadsheet program shows it; ``repaired`` the indices
    into ``rows`` that were re-cut. Total rows stay in ``rows``. ``aside`` holds what is no row of the table, with its reason:
    'blank', 'note' (preamble, footnotes, section titles), 'repeated header', 'header' (the source rows of a merged header),
    'unreadable'; so rows in the file = rows + aside. ``title`` is the preamble as one line, '' when there is none.
    """

    name: str
    rows: Sequence[list[str]]
    has_header: bool = True
    numbers: Sequence[int] = field(default_factory=list)
    repaired: list[int] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    hidden: bool = False
    title: str = ""
    lead: int = 0  # so many first columns have no name because the header is shorter (a column of row names)

    @property
    def width(self) -> int:
        """Return the number of cells in the widest row."""
        return self.rows.width if isinstance(self.rows, ColumnRows) else max(map(len, self.rows), default=0)

    @property
    def header(self) -> list[str]:
        """Return the header cells, as many as the table is wide; empty when the table has none."""
        if not self.has_header or not len(self.rows):
            return []
        names = [""] * self.lead + list(self.rows[0])
        return names + [""] * (self.width - len(names))

    def frame(self) -> pd.DataFrame:
        """Return the data rows as text: columns 0, 1, …, index the source row numbers, empty cells ''."""
        first = 1 if self.has_header and len(self.rows) else 0
        index = pd.Index(self.numbers[first:], dtype="int64")
        frame = self.rows.frame(first) if isinstance(self.rows, ColumnRows) else text_frame(self.rows[first:], self.width)
        return frame.set_axis(index, axis=0)


@dataclass(frozen=True)
class Ledger:
    """Proof that nothing was lost: rows read = rows kept + rows set aside, and the same for each measure's sum.

    Each of the three is counted where it stands: in the file's rows, in the table, in the rows set aside.
    ``sums``: one row per measure with columns measure, in_file, kept, set_aside. ``cells``: one row per cell that needs a
    look, with columns row (1-based, of the source), column (header), written, mark ('unreadable': left empty; 'range': its
    middle taken). ``repaired``: source rows that were cut anew because of a stray quote or separator.
    """

    rows_read: int
    rows_kept: int
    set_aside: list[SetAside]
    sums: pd.DataFrame
    cells: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["row", "column", "written", "mark"]))
    repaired: list[int] = field(default_factory=list)

    @property
    def balanced(self) -> bool:
        """Return whether rows and sums add up."""
        found = self.sums["kept"] + self.sums["set_aside"]
        same = np.isclose(self.sums["in_file"], found, rtol=1e-9, atol=1e-6, equal_nan=True)
        return self.rows_read == self.rows_kept + len(self.set_aside) and bool(same.all())


@dataclass(frozen=True)
class Question:
    """A doubt that one click settles: two readings of a column with a preview of each."""

    column: str  # canonical name
    header: str
    text: str
    options: dict[str, list[str]]  # reading code -> preview values
    chosen: str


@dataclass(frozen=True)
class Table:
    """One recognised table.

    ``frame`` is canonical and typed (``lib.schema``), its index the 1-based source row; ``mapping`` is canonical name ->
    source header; ``confidence`` canonical name -> 0–1; ``grid`` is kept so that a corrected mapping can be applied.
    """

    kind: str
    frame: pd.DataFrame
    mapping: dict[str, str]
    unmapped: list[str]
    ledger: Ledger
    name: str = ""
    sheet: str = ""
    confidence: dict[str, float] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    grid: Grid | None = None


@dataclass(frozen=True)
class Import:
    """Everything one file gave."""

    tables: list[Table]
    problems: list[Problem]
    name: str = ""
    digest: str = ""
