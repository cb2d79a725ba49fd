"""Response curves: what a spend returns. Four saturating forms behind one small interface.

Every method works on scalars and arrays; parameters may themselves be arrays (one entry per segment), which is how
`stack` evaluates many segments of one family at once. Spend and value are in one currency, marginal returns in value per
unit of spend.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

Numbers = float | np.ndarray

_HILL_STEPS = 40
_STRAIGHT = 1 - 1e-9  # a power above it is a straight line within rounding


class PlanError(ValueError):
    """A plan that cannot be made; the message names what clashes and what to change."""


@dataclass(frozen=True)
class Curve:
    """A response curve: `value`, `derivative`, `inverse_derivative` (on the falling branch) and `inflection`."""

    a: Numbers
    positive: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        """Refuse parameters that describe no response."""
        if not np.all((np.asarray(self.a) >= 0) & np.isfinite(self.a)):
            raise PlanError(f"A {type(self).__name__} curve needs a finite size a of at least 0, not {self.a}.")
        for name in self.positive:
            given = getattr(self, name)
            if not np.all((np.asarray(given) > 0) & np.isfinite(given)):
                raise PlanError(f"A {type(self).__name__} curve needs a finite {name} above 0, not {given}.")

    def __call__(self, spend: Numbers) -> Numbers:
        """Return the value of ``spend``."""
        return self.value(spend)

    def value(self, spend: Numbers) -> Numbers:
        """Return the value of ``spend`` (≥ 0)."""
        raise NotImplementedError

    def derivative(self, spend: Numbers) -> Numbers:
        """Return the marginal return at ``spend``; may be infinite at 0."""
        raise NotImplementedError

    def inverse_derivative(self, price: Numbers) -> Numbers:
        """Return the spend at which the marginal return has fallen to ``price`` (> 0); below 0 when it never was as high."""
        raise NotImplementedError

    def softness(self, spend: Numbers) -> Numbers:
        """Return f′/f″ at ``spend`` (negative where concave): the spend given up per relative rise of the price."""
        raise NotImplementedError

    def inflection(self) -> Numbers:
        """Return the spend up to which the curve is convex or straight: 0 for a strictly concave curve."""
        return np.zeros_like(np.asarray(self.a, dtype=float))


@dataclass(frozen=True)
class Power(Curve):
    """a·x^b: constant elasticity b; linear at b = 1."""

    b: Numbers
    positive: ClassVar[tuple[str, ...]] = ("b",)

    def value(self, spend: Numbers) -> Numbers:
        """Return a·x^b."""
        return self.a * np.asarray(spend, dtype=float) ** self.b

    def derivative(self, spend: Numbers) -> Numbers:
        """Return a·b·x^(b−1)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            steep = self.a * self.b * np.asarray(spend, dtype=float) ** (np.asarray(self.b) - 1)
        return np.where(np.asarray(self.a) > 0, steep, 0.0)

    def inverse_derivative(self, price: Numbers) -> Numbers:
        """Return (a·b/price)^(1/(1−b)); meaningful for b < 1."""
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            return (self.a * self.b / np.asarray(price, dtype=float)) ** (1 / (1 - np.asarray(self.b)))

    def softness(self, spend: Numbers) -> Numbers:
        """Return x/(b−1)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(spend, dtype=float) / (np.asarray(self.b) - 1)

    def inflection(self) -> Numbers:
        """Return 0 where b < 1 (concave), infinity where b ≥ 1 within rounding (straight or convex throughout)."""
        return np.where(np.asarray(self.b) >= _STRAIGHT, np.inf, 0.0)


@dataclass(frozen=True)
class Log(Curve):
    """a·ln(1 + x/k)."""

    k: Numbers
    positive: ClassVar[tuple[str, ...]] = ("k",)

    def value(self, spend: Numbers) -> Numbers:
        """Return a·ln(1 + x/k)."""
        return self.a * np.log1p(np.asarray(spend, dtype=float) / self.k)

    def derivative(self, spend: Numbers) -> Numbers:
        """Return a/(k + x)."""
        return self.a / (self.k + np.asarray(spend, dtype=float))

    def inverse_derivative(self, price: Numbers) -> Numbers:
        """Return a/price − k."""
        return self.a / np.asarray(price, dtype=float) - self.k

    def softness(self, spend: Numbers) -> Numbers:
        """Return −(k + x)."""
        return -(self.k + np.asarray(spend, dtype=float))


@dataclass(frozen=True)
class Exponential(Curve):
    """a·(1 − e^(−x/k)): approaches a."""

    k: Numbers
    positive: ClassVar[tuple[str, ...]] = ("k",)

    def value(self, spend: Numbers) -> Numbers:
        """Return a·(1 − e^(−x/k))."""
        return -self.a * np.expm1(-np.asarray(spend, dtype=float) / self.k)

    def derivative(self, spend: Numbers) -> Numbers:
        """Return (a/k)·e^(−x/k)."""
        return self.a / self.k * np.exp(-np.asarray(spend, dtype=float) / self.k)

    def inverse_derivative(self, price: Numbers) -> Numbers:
        """Return k·ln(a/(k·price))."""
        with np.errstate(divide="ignore"):
            return self.k * np.log(self.a / (self.k * np.asarray(price, dtype=float)))

    def softness(self, spend: Numbers) -> Numbers:
        """Return −k."""
        return -self.k * np.ones_like(np.asarray(spend, dtype=float))


@dataclass(frozen=True)
class Hill(Curve):
    """a·x^h/(k^h + x^h): approaches a, half of it at k; S-shaped when h > 1."""

    k: Numbers
    h: Numbers
    positive: ClassVar[tuple[str, ...]] = ("k", "h")

    def value(self, spend: Numbers) -> Numbers:
        """Return a·x^h/(k^h + x^h)."""
        with np.errstate(divide="ignore", over="ignore"):
            return self.a / (1 + (np.asarray(spend, dtype=float) / self.k) ** -np.asarray(self.h, dtype=float))

    def derivative(self, spend: Numbers) -> Numbers:
        """Return (a·h/k)·q^(h−1)/(1 + q^h)², q = x/k."""
        q = np.asarray(spend, dtype=float) / self.k
        h = np.asarray(self.h, dtype=float)
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            steep = self.a * h / self.k * q ** (h - 1) / (1 + q**h) ** 2
        return np.where(np.asarray(self.a) > 0, steep, 0.0)

    def inverse_derivative(self, price: Numbers) -> Numbers:
        """Solve ln f′ = ln price by Newton in v = h·ln(x/k), where ln f′ is concave; 0 above the greatest marginal return.

        ln f′ = ln(a·h/k) + (1 − 1/h)·v − 2·ln(1 + e^v). Newton started right of the root falls to it monotonically.
        For h = 1 it is √(a·k/price) − k.
        """
        h = np.asarray(self.h, dtype=float)
        if np.all(h == 1):
            return np.sqrt(self.a * self.k / np.asarray(price, dtype=float)) - self.k
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            level = np.log(np.asarray(price, dtype=float) * self.k / (self.a * h))
            rise = 1 - 1 / h
            v = _right_of_root(level, rise, h)
            for _ in range(_HILL_STEPS):
                grown = np.exp(-np.abs(v))
                share = np.where(v > 0, 1 / (1 + grown), grown / (1 + grown))
                miss = rise * v - 2 * (np.maximum(v, 0) + np.log1p(grown)) - level
                step = miss / (2 * share - rise)
                v = v + np.where(np.isfinite(step), step, 0.0)
                if not np.any(np.abs(step) > 1e-8):  # the error left is its square
                    break
            spend = self.k * np.exp(v / h)
        return np.where(np.isnan(spend), 0.0, spend)

    def softness(self, spend: Numbers) -> Numbers:
        """Return x/((h−1) − 2h·x^h/(k^h + x^h))."""
        x = np.asarray(spend, dtype=float)
        h = np.asarray(self.h, dtype=float)
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            return x / ((h - 1) - 2 * h / (1 + (x / self.k) ** -h))

    def inflection(self) -> Numbers:
        """Return k·((h−1)/(h+1))^(1/h) where h > 1, else 0."""
        h = np.maximum(np.asarray(self.h, dtype=float), 1.0)
        return self.k * ((h - 1) / (h + 1)) ** (1 / h)


def _right_of_root(level: np.ndarray, rise: np.ndarray, h: np.ndarray) -> np.ndarray:
    """Return a start at or right of the root of rise·v − 2·ln(1 + e^v) = level; NaN where there is none; exact for h = 1."""
    start = np.minimum(-level * h / (h + 1), -h * (level + 2 * np.log(2.0)))
    start = np.where(h < 1, np.minimum(start, level / rise), start)
    start = np.where(h == 1, np.log(np.expm1(-level / 2)), start)
    peak = np.log((h - 1) / (h + 1))
    return np.where((h > 1) & (level > rise * peak - 2 * np.log1p(np.exp(peak))), np.nan, start)
