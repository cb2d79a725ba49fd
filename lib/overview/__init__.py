"""What matters now: the five numbers and the three decisions of the overview, each with the page that goes deeper."""

from lib.overview.decisions import Decision, three_decisions
from lib.overview.estimates import Shift, best_shift, monthly, segments
from lib.overview.findings import Findings, findings
from lib.overview.numbers import Figure, five_numbers, headline, trend

__all__ = [
    "Decision", "Figure", "Findings", "Shift", "best_shift", "findings", "five_numbers", "headline", "monthly", "segments",
    "three_decisions", "trend",
]  # fmt: skip
