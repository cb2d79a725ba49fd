"""Response curves: what a spend returns. Four saturating forms behind one small interface.

Every method works on scalars and arrays; parameters may themselves be arrays (one entry per segment), which is how
`stack` evaluates many segments of one family at once. Spend and value are in one currency, marginal returns in value per
unit of spend.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
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


@dataclass(frozen=True)
class Stack:
    """Many curves evaluated together: ``families`` pairs positions with one array-valued curve per family.

    Spends have the segments on their last axis.
    """

    size: int
    families: tuple[tuple[np.ndarray | slice, Curve], ...]

    def _each(self, method: str, argument: np.ndarray) -> np.ndarray:
        out = np.empty(argument.shape)
        for places, curve in self.families:
            out[..., places] = getattr(curve, method)(argument[..., places])
        return out

    def value(self, spend: np.ndarray) -> np.ndarray:
        """Return each segment's value of its spend."""
        return self._each("value", spend)

    def derivative(self, spend: np.ndarray) -> np.ndarray:
        """Return each segment's marginal return."""
        return self._each("derivative", spend)

    def inverse_derivative(self, price: Numbers) -> np.ndarray:
        """Return each segment's spend at marginal return ``price``: one for all, one each, or a column of common ones."""
        price = np.asarray(price, dtype=float)
        common = price.ndim == 0 or price.shape[-1] == 1
        out = np.empty((*price.shape[:-1], self.size))
        for places, curve in self.families:
            out[..., places] = curve.inverse_derivative(price if common else price[..., places])
        return out

    def softness(self, spend: np.ndarray) -> np.ndarray:
        """Return each segment's f′/f″."""
        return self._each("softness", spend)

    @cached_property
    def inflection(self) -> np.ndarray:
        """Return each segment's spend up to which it is convex."""
        out = np.empty(self.size)
        for places, curve in self.families:
            out[places] = curve.inflection()
        return out

    def members(self) -> list[Curve]:
        """Return the curves one by one, in order."""
        found: list[Curve] = [Curve(0.0)] * self.size
        for places, curve in self.families:
            for i, *parts in zip(np.arange(self.size)[places], *(getattr(curve, f.name) for f in fields(curve)), strict=True):
                found[i] = type(curve)(*map(float, parts))
        return found

    def singles(self) -> "list[Stack]":
        """Return a stack of each segment alone."""
        return [stack([curve]) for curve in self.members()]

    def alike(self) -> list[Hashable]:
        """Return a mark per segment that only segments with the same response share."""
        return list(self.members())

    def ordered(self) -> tuple["Stack", np.ndarray]:
        """Return the stack with the segments of each family side by side, and their places here: no gathering, so faster."""
        order = np.concatenate([np.arange(self.size)[places] for places, _curve in self.families] or [np.zeros(0, dtype=int)])
        ends = np.cumsum([0] + [np.shape(curve.a)[-1] for _places, curve in self.families])
        slices = (slice(int(a), int(b)) for a, b in pairwise(ends))
        families = tuple((s, curve) for s, (_places, curve) in zip(slices, self.families, strict=True))
        return replace(self, families=families), order

    def take(self, chosen: np.ndarray) -> "Stack":
        """Return the stack of the segments where ``chosen`` is true."""
        place = np.cumsum(chosen) - 1
        families = []
        for places, curve in self.families:
            here = chosen[places]
            if here.any():
                parts = [getattr(curve, field.name)[..., here] for field in fields(curve)]
                families.append((place[places][here], type(curve)(*parts)))
        return replace(self, size=int(chosen.sum()), families=tuple(families))


def stack(curves: "Sequence[Curve] | Stack") -> Stack:
    """Return ``curves`` grouped by family, their parameters as arrays."""
    if isinstance(curves, Stack):
        return curves
    kinds = list(map(type, curves))
    families = dict.fromkeys(kinds)
    for number, family in enumerate(families):
        families[family] = number
    of = np.fromiter(map(families.get, kinds), dtype=int, count=len(kinds))
    parts = [part for family, n in families.items() for part in _family(curves, family, np.flatnonzero(of == n))]
    return Stack(len(kinds), tuple(parts))


def _family(curves: Sequence[Curve], family: type[Curve], places: np.ndarray) -> Iterator[tuple[np.ndarray | slice, Curve]]:
    """Yield the curves of one family as one array-valued curve; simple Hill curves (h = 1) apart, as they solve at once."""
    if not hasattr(family, "inverse_derivative"):
        raise PlanError(f"{family.__name__} is not a response curve; use Power, Log, Exponential or Hill.")
    members = curves if len(places) == len(curves) else [curves[i] for i in places.tolist()]
    names = [field.name for field in fields(family)]
    parameters = np.array([np.fromiter(map(attrgetter(name), members), dtype=float, count=len(places)) for name in names])
    simple = parameters[names.index("h")] == 1 if "h" in names else np.ones(len(places), dtype=bool)
    for part in (simple, ~simple):
        if part.all():
            yield slice(None) if len(places) == len(curves) else places, family(*parameters)
        elif part.any():
            yield places[part], family(*parameters[:, part])
