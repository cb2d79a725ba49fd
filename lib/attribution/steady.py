"""Does a code's use fade after its post, or does it go on at a steady rate?  Two shapes compared per code.

Fading: days since the post follow an exponential with the code's own mean, up to SLOWEST days: evergreen videos fade slowly.
Steady: a share of the uses fades as the other codes' do or half as fast, the rest is spread evenly over the code's time. The
best likelihoods are compared; the half-free pace costs the steady shape its log n / 2 (Schwarz, Ann. Stat. 6, 1978).
"""

import numpy as np

SLOWEST = 90.0  # mean days of a use that still fades
_MEANS = np.geomspace(1.0, SLOWEST, 40)
_PACES = (1.0, 2.0)  # times the usual mean
_SHARES = np.array([0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95])


def steadiness(code: np.ndarray, age: np.ndarray, weight: np.ndarray, usual: float, size: int) -> np.ndarray:
    """Return per code (0 … size − 1) the log likelihood ratio of the steady shape to the fading one; −inf without uses.

    ``code``, ``age`` (days since the last post) and ``weight`` (orders) per use; ``usual``: mean days among the other codes.
    """
    span = np.zeros(size)
    np.maximum.at(span, code, age + 1)
    count, total = np.bincount(code, weight, size), np.bincount(code, weight * (age + 0.5), size)
    known = (count > 0) & (span > 1)
    whole = np.where(known, span, 2.0)
    fading = _fading(count, total, whole)
    even = 1 / whole[code]
    steady = np.full(size, -np.inf)
    for mean in np.multiply(_PACES, usual):
        own = np.exp(-(age + 0.5) / mean) / (mean * -np.expm1(-whole[code] / mean))
        for share in _SHARES:
            steady = np.maximum(steady, np.bincount(code, weight * np.log((1 - share) * own + share * even), size))
    return np.where(known, steady - fading - np.log(np.maximum(count, 1)) / 2, -np.inf)


def _fading(count: np.ndarray, total: np.ndarray, span: np.ndarray) -> np.ndarray:
    """Return the best log-likelihood of an exponential cut off at each code's ``span``."""
    best = np.full(len(count), -np.inf)
    for mean in _MEANS:
        best = np.maximum(best, -total / mean - count * np.log(mean * -np.expm1(-span / mean)))
    return best


def usual_days(code: np.ndarray, age: np.ndarray, weight: np.ndarray, fewest: float, size: int) -> float:
    """Return the median over codes of the mean days since the post, among codes used at least ``fewest`` times; 7 if none is."""
    count, total = np.bincount(code, weight, size), np.bincount(code, weight * (age + 0.5), size)
    enough = count >= fewest
    return float(np.median(total[enough] / count[enough])) if enough.any() else 7.0
