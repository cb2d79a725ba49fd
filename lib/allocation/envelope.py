"""The concave envelope of a response over the spends a segment may take, and the exact split of a total over envelopes.

A segment may stay at ``lower`` or spend from ``floor`` to ``upper``. Where the response is convex at first, or the floor
forbids small spends, its envelope is a straight lead from ``lower`` to ``knee`` and the curve itself from there on.
"""

from dataclasses import dataclass

import numpy as np

from lib.allocation.stack import Stack

_STEPS = 200
_TINY = 1e-300
_CLOSE = 1e-9  # relative: from here one step along the curves' softness is exact, its error being the square
_EXACT = 4e-16  # relative: a total is met within rounding


@dataclass(frozen=True)
class Envelope:
    """Concave envelopes of K segments: bounds, the knee where the straight lead ends, and the lead's slope."""

    stack: Stack
    lower: np.ndarray
    upper: np.ndarray
    knee: np.ndarray
    slope: np.ndarray  # infinite where there is no lead
    start: np.ndarray  # value at lower

    def value(self, spend: np.ndarray) -> np.ndarray:
        """Return each segment's value on the envelope."""
        lead = self.start + np.where(self.knee > self.lower, self.slope, 0.0) * (spend - self.lower)
        return np.where(spend < self.knee, lead, self.stack.value(np.maximum(spend, self.knee)))

    def derivative(self, spend: np.ndarray) -> np.ndarray:
        """Return each segment's marginal return on the envelope: to the right, at ``upper`` to the left."""
        led = (spend < self.knee) | ((self.knee >= self.upper) & (self.knee > self.lower))
        return np.where(led, self.slope, self.stack.derivative(np.maximum(spend, self.knee)))

    def best(self, price: float | np.ndarray) -> np.ndarray:
        """Return the spends that earn most when money costs ``price``; leads exactly at the price stay unspent."""
        spend = np.clip(self.stack.inverse_derivative(price), self.knee, self.upper)
        return np.where(price >= self.slope, self.lower, spend)


@dataclass(frozen=True)
class Split:
    """A total divided over envelopes: spends, the marginal return of money, and a bound no division can exceed."""

    spend: np.ndarray
    price: float
    bound: float


def envelope(stack: Stack, lower: np.ndarray, upper: np.ndarray, floor: np.ndarray | None = None) -> Envelope:
    """Return the envelopes of K curves between bounds; ``floor`` is the least spend of a segment that is in."""
    least = lower if floor is None else np.minimum(np.maximum(floor, lower), upper)
    start = stack.value(lower)
    leads = (np.maximum(stack.inflection, least) > lower) & (upper > lower)
    if not leads.any():
        return Envelope(stack, lower, upper, lower, np.full(stack.size, np.inf), start)
    knee = lower.copy()
    knee[leads] = _tangent(stack.take(leads), lower[leads], upper[leads], least[leads], start[leads])
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(knee > lower, (stack.value(knee) - start) / (knee - lower), np.inf)
    return Envelope(stack, lower, upper, knee, slope, start)


def _tangent(stack: Stack, lower: np.ndarray, upper: np.ndarray, least: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Solve f′(t)(t − l) = f(t) − f(l) on the concave part by Newton inside a bracket; the bracket's end where none."""
    low, high = np.minimum(np.maximum(stack.inflection, least), upper), upper
    with np.errstate(invalid="ignore", over="ignore"):
        beyond = stack.value(upper) - start <= stack.derivative(upper) * (upper - lower)
    at = low = np.where(beyond, upper, low)
    for _ in range(_STEPS):
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            steep = stack.derivative(at)
            miss = stack.value(at) - start - steep * (at - lower)
            step = miss * stack.softness(at) / (steep * (at - lower))
        low, high = np.where(miss < 0, at, low), np.where(miss >= 0, at, high)
        newton = at + step
        inside = np.isfinite(newton) & (newton > low) & (newton < high)
        following = np.where(inside, newton, np.where(miss < 0, (low + high) / 2, np.maximum(low, (low + high) / 2)))
        if not np.any(np.abs(following - at) > 1e-13 * np.abs(at)):
            break
        at = following
    return at


def split(env: Envelope, total: float) -> Split:
    """Divide ``total`` (between Σ lower and Σ upper) so that the envelope value is greatest: bisection on the marginal return.

    Each spend is the envelope's best at one price λ, found by safeguarded Newton on ln λ; segments whose straight lead has
    exactly slope λ share what remains. The bound is the dual value Σ max(f(x) − λx) + λ·total.
    """
    free = env.upper > env.lower
    if not free.any() or total <= np.sum(env.lower):
        entry = float(np.max(env.derivative(env.lower)[free], initial=0.0))
        return Split(env.lower, entry, float(np.sum(env.start)))
    price, best = _price(env, total, free)
    bound = float(np.sum(env.value(best)) + price * (total - np.sum(best)))
    return Split(_settle(env, best, price, total), price, bound)


def _price(env: Envelope, total: float, free: np.ndarray) -> tuple[float, np.ndarray]:
    """Return λ with its spends, leads that cost exactly λ still unspent; the bracket comes from a proportional division."""
    earns = free & (env.value(env.upper) > env.start)
    room = np.where(earns, env.upper - env.lower, 0.0)
    left = total - np.sum(env.lower)
    share = left / np.sum(room) if np.sum(room) > left else 1.0
    slopes = env.derivative(env.lower + share * room)[earns]
    low, high = max(float(slopes.min(initial=np.inf)), _TINY), float(slopes.max(initial=0.0))
    if not earns.any() or np.sum(room) < left:
        low = _TINY
    if low == _TINY and (high <= _TINY or np.sum(env.best(low)) < total):
        return 0.0, env.best(low)
    guess = high * float(np.sqrt(np.mean((slopes / high) ** 2)))  # the dear segments take most: a mean of squares
    low, high = _between_leads(env, total, low * (1 - 1e-12), high * (1 + 1e-12))
    return (low, env.best(low)) if low == high else _newton(env, total, low, high, guess)


def _between_leads(env: Envelope, total: float, low: float, high: float) -> tuple[float, float]:
    """Narrow the price to between two neighbouring lead slopes, or to the slope whose leads take the remainder."""
    leads = np.unique(env.slope[(env.knee > env.lower) & (env.slope >= low) & (env.slope <= high)])
    first, last = 0, len(leads)
    while first < last:
        middle = (first + last) // 2
        slope = float(leads[middle])
        without = env.best(slope)
        if np.sum(without) > total:
            low, first = slope, middle + 1
            continue
        tied = env.slope == slope
        if np.sum(without) + np.sum((env.knee - env.lower)[tied]) >= total:
            return slope, slope
        high, last = slope, middle
    return low, high


def _newton(env: Envelope, total: float, low: float, high: float, guess: float) -> tuple[float, np.ndarray]:
    """Solve Σ best(λ) = total for λ strictly between ``low`` and ``high``: Newton on ln Σ against ln λ, else bisection."""
    a, b = np.log(low), np.log(high)
    at = np.log(guess) if low < guess < high else (a + b) / 2
    base = float(np.sum(env.lower))
    for _ in range(_STEPS):
        price = float(np.exp(at))
        spend = env.best(price)
        spent = float(np.sum(spend))
        inner = (spend > env.knee) & (spend < env.upper)
        moving = float(np.sum(np.where(inner, spend - env.knee, 0.0)))
        pull = float(np.sum(np.where(inner, env.stack.softness(spend), 0.0)))
        close = max(_CLOSE * min(moving, -pull), 1e-13 * total)
        if abs(spent - total) <= close or b - a <= 1e-15 * (1 + abs(at)):
            break
        a, b = (at, b) if spent > total else (a, at)
        newton = at - (spent - base) * np.log((spent - base) / (total - base)) / pull if pull < 0 and spent > base else np.nan
        at = newton if a < newton < b else (a + b) / 2
    return price, spend


def _settle(env: Envelope, spend: np.ndarray, price: float, total: float) -> np.ndarray:
    """Make the spends add up to ``total`` exactly: leads at the price first, rounding then along the curves."""
    left = total - np.sum(spend)
    if left > 1e-12 * total:
        tied = (np.abs(env.slope - price) <= 1e-11 * price) & (spend == env.lower) & (env.knee > env.lower)
        spend = _fill_leads(env, spend, tied, left)
        left = total - np.sum(spend)
    if left > 1e-9 * total and price == 0:
        room = env.upper - spend
        return spend + room * min(left / np.sum(room), 1.0) if np.sum(room) > 0 else spend
    return _spread(env, spend, total)


def _fill_leads(env: Envelope, spend: np.ndarray, tied: np.ndarray, left: float) -> np.ndarray:
    """Fill the leads tied at the price: whole ones while they fit, truly straight ones in equal proportion, one in part."""
    spend = spend.copy()
    middle = (env.lower + env.knee) / 2
    curved = np.abs(env.value(middle) - env.stack.value(middle)) > 1e-12 * np.abs(env.value(middle))
    straight = tied & ~curved & (env.knee == env.upper)
    for i in np.flatnonzero(tied & ~straight):
        gap = env.knee[i] - spend[i]
        if gap <= left:
            spend[i], left = env.knee[i], left - gap
    room = np.where(straight, env.upper - spend, 0.0)
    if left > 0 and room.sum() > 0:
        used = min(left, room.sum())
        spend, left = spend + room * (used / room.sum()), left - used
    for i in np.flatnonzero(tied & (spend == env.lower)):
        if left > 0:
            spend[i], left = spend[i] + min(left, env.knee[i] - spend[i]), left - min(left, env.knee[i] - spend[i])
    return spend


def _spread(env: Envelope, spend: np.ndarray, total: float) -> np.ndarray:
    """Remove the rounding left in the total along the segments' own softness, which keeps marginal returns equal."""
    for _ in range(3):
        left = total - np.sum(spend)
        inner = (spend > env.knee) & (spend < env.upper)
        if abs(left) <= _EXACT * total or not inner.any():
            break
        weight = np.where(inner, -env.stack.softness(spend), 0.0)
        if not np.isfinite(weight.sum()) or weight.sum() <= 0:
            weight = inner.astype(float)
        spend = np.clip(spend + left * weight / weight.sum(), np.where(inner, env.knee, env.lower), env.upper)
    return spend
