"""Group limits that exclude each other, in words."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog

from lib.allocation.envelope import Envelope
from lib.allocation.groups import GroupLimits, limit_rows
from lib.format import number
from lib.text import _

_CLASH = 2  # the solver's word for limits that no division keeps


def group_clash(env: Envelope, total: float, limits: GroupLimits) -> str:
    """Return a sentence naming group limits that clash: dropping any one of them would leave a division."""
    rows, right = limit_rows(env, total, limits)
    words = _words(limits)
    kept = list(range(len(rows)))
    for place in range(len(rows)):
        without = [other for other in kept if other != place]
        if _excluded(env, total, rows[without], right[without]):
            kept = without
    named = [words[place - 1] for place in kept if place]
    said = {"total": number(total), "first": named[0] if named else "", "rest": _(" and ").join(named[1:])}
    if not named:
        return _("The limits of the groups cannot all be kept with a budget of {total}.", **said)
    if len(named) == 1:
        return _("With a budget of {total} the limits cannot all be kept: {first} clashes with the limits of segments.", **said)
    return _("With a budget of {total} the limits cannot all be kept: {first} clashes with {rest}.", **said)


def _excluded(env: Envelope, total: float, rows: np.ndarray, right: np.ndarray) -> bool:
    bounds = np.column_stack([env.lower, env.upper]) / total
    limits = {"A_ub": rows, "b_ub": right} if len(rows) else {}
    return linprog(np.zeros(len(bounds)), bounds=bounds, **limits).status == _CLASH


def _words(limits: GroupLimits) -> Sequence[str]:
    """Return the words of each limit, in the order of ``limit_rows`` after the total."""
    tops, floors = np.isfinite(limits.upper), limits.lower > 0
    told = [
        [{"kind": kind, "label": label, "amount": number(amount)} for (kind, label), amount in zip(limits.names, ends, strict=True)]
        for ends in (limits.upper, limits.lower)
    ]
    most = [_("at most {amount} for {kind} {label}", **told[0][i]) for i in np.flatnonzero(tops)]
    return most + [_("at least {amount} for {kind} {label}", **told[1][i]) for i in np.flatnonzero(floors)]
