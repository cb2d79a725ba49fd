"""Many response curves as one: curves of a family side by side, so that hundreds of segments are evaluated at once."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

import numpy as np

from lib.allocation.curves import Curve, Numbers, PlanError


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
