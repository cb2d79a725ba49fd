"""When money comes: before and after a post, payback of campaigns, how fast sales fade, weekdays, months and quarters."""

from lib.timing.before_after import Change, before_after
from lib.timing.calendar import Effect, effects, quarters
from lib.timing.half_life import HalfLife, ages, half_life
from lib.timing.payback import Payback, payback
from lib.timing.refusal import TooFewError

__all__ = [
    "Change",
    "Effect",
    "HalfLife",
    "Payback",
    "TooFewError",
    "ages",
    "before_after",
    "effects",
    "half_life",
    "payback",
    "quarters",
]
