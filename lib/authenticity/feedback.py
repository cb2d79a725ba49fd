"""What the user knows: creators confirmed genuine or fake, and how their marks bend the scores of all the others.

A score is the chance p of being ordinary. Marks bend it to logit p' = slope · logit p + shift (Platt 1999, on the logit),
fitted by penalised likelihood: no change is expected before looking. Slope and shift are bounded by the number of marks,
so a few marks move little, and the order of creators never changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import expit, logit

from lib.authenticity.score import bands

FEWEST = 5  # marks on scored creators from which on the others are recalibrated
HALF = 15  # marks at which the bounds reach half of the two below
LARGEST_SHIFT, LARGEST_SLOPE = 2.0, 3.0  # of any number of marks, in logits and as a factor either way
SHIFT_SPREAD, SLOPE_SPREAD = 0.7, 0.5  # what is expected before looking: shift 0 and slope 1 with these standard deviations
EDGE = 1e-4  # scores are kept this far from 0 and 1 before taking logits


@dataclass(frozen=True)
class Recalibration:
    """How marks bend scores: ``marks`` on scored creators, ``agreed`` of them already on the marked side of 50."""

    slope: float
    shift: float
    marks: int
    agreed: int

    @property
    def bends(self) -> bool:
        """Whether there are marks enough to move the others."""
        return self.marks >= FEWEST

    def __call__(self, authenticity: np.ndarray) -> np.ndarray:
        """Return scores 0–100 bent by the marks; missing stays missing."""
        if not self.bends:
            return np.asarray(authenticity, dtype=float)
        return 100.0 * expit(self.slope * _logits(authenticity) + self.shift)


def recalibration(scores: pd.DataFrame, marks: Mapping[str, bool]) -> Recalibration:
    """Fit the bend that ``marks`` (index value -> confirmed genuine) ask of ``score_creators``' result."""
    known = scores["authenticity"].reindex(sorted(marks)).dropna()
    truth = np.array([marks[key] for key in known.index], dtype=float)
    agreed = int(((known.to_numpy() >= 50) == (truth == 1)).sum())
    if len(known) < FEWEST:
        return Recalibration(1.0, 0.0, len(known), agreed)
    x, side = _logits(known.to_numpy()), 2 * truth - 1
    trust = len(known) / (len(known) + HALF)
    steepest = LARGEST_SLOPE**trust
    limits = [(1 / steepest, steepest), (-LARGEST_SHIFT * trust, LARGEST_SHIFT * trust)]

    def loss(bend: np.ndarray) -> tuple[float, np.ndarray]:
        margin = side * (bend[0] * x + bend[1])
        pull = -side * expit(-margin)
        away = (bend - [1.0, 0.0]) / [SLOPE_SPREAD, SHIFT_SPREAD]
        value = np.logaddexp(0, -margin).sum() + (away**2).sum() / 2
        return float(value), np.array([(pull * x).sum(), pull.sum()]) + away / [SLOPE_SPREAD, SHIFT_SPREAD]

    slope, shift = minimize(loss, [1.0, 0.0], jac=True, method="L-BFGS-B", bounds=limits).x
    return Recalibration(float(slope), float(shift), len(known), agreed)


def recalibrate(scores: pd.DataFrame, marks: Mapping[str, bool]) -> pd.DataFrame:
    """Return ``score_creators``' result, indexed by the keys of ``marks``, under what the user confirmed.

    Marked creators score 100 or 0, with no range; from ``FEWEST`` marks on all others are bent, keeping their order.
    Columns as before plus before (the score without marks; the reasons add up to it) and mark (True, False or missing).
    Depends on the marks alone, not on their order; ``scores`` is left as it is.
    """
    if not marks:
        return scores.assign(before=scores["authenticity"], mark=pd.array([pd.NA], dtype="boolean").repeat(len(scores)))
    bend = recalibration(scores, marks)
    places = scores.index.get_indexer(list(marks))
    genuine, marked = np.zeros(len(scores), dtype=bool), np.zeros(len(scores), dtype=bool)
    marked[places[places >= 0]] = True
    genuine[places[places >= 0]] = np.array(list(marks.values()), dtype=bool)[places >= 0]
    mark = pd.arrays.BooleanArray(genuine, ~marked)
    changed = {name: np.where(marked, 100.0 * genuine, bend(scores[name].to_numpy())) for name in ("authenticity", "low", "high")}
    confidence = np.where(marked, 1.0, scores["confidence"].to_numpy())
    exceptional = scores["exceptional"].to_numpy() & ~(marked & ~genuine)
    return scores.assign(
        **changed, band=bands(changed["authenticity"]), confidence=confidence, exceptional=exceptional,
        before=scores["authenticity"], mark=mark,
    )  # fmt: skip


def _logits(authenticity: np.ndarray) -> np.ndarray:
    return logit(np.clip(np.asarray(authenticity, dtype=float) / 100.0, EDGE, 1 - EDGE))
