"""Programme tiers 1–4: where each creator stands by how they are paid, and where their results say they belong."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.benchmarks import programme_levels
from lib.partners.fees import Worth

SURE = 0.8  # probability from which a move is proposed
FEWEST = 2  # partnerships from which anybody is promoted: one may be luck
PROMOTE, DEMOTE, PAUSE, STAY, TEST = "promote", "demote", "pause", "stay", "test"


@dataclass(frozen=True)
class Level:
    """One programme tier as published: its pay per campaign (tier 1: a month) in US dollars, how many creators it should hold."""

    level: int
    role: str
    low: float
    high: float
    count: tuple[int, int]
    source: str
    data_year: str


LEVELS: tuple[Level, ...] = tuple(
    Level(row.level, row.role, row.low, row.high, (row.count_low, row.count_high), row.source_title, row.data_year)
    for row in programme_levels().itertuples()
)


def latest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the last partnership of each creator (index creator_key); of several on one day the best paid."""
    ordered = rows.sort_values(["creator_key", "start", "fees", "campaign_key"], na_position="first", kind="stable")
    return ordered.drop_duplicates("creator_key", keep="last").set_index("creator_key")


def standing(last: pd.DataFrame, dollar: float) -> pd.Series:
    """Return each creator's programme tier by how the last partnership (see `latest`) was paid.

    Ambassadors are tier 1; else the fee of the partnership against the published pay (one US dollar = ``dollar``): from 500 tier 2,
    any smaller fee tier 3, no fee tier 4. A size never counts.
    """
    core = next(level for level in LEVELS if level.level == 2)
    fee = last["fees"].fillna(0.0)
    level = np.select([last["model"] == "ambassador", fee >= core.low * dollar, fee > 0], [1, 2, 3], 4)
    return pd.Series(level, last.index, dtype="int64")


def proposals(found: Worth, rows: pd.DataFrame, doubtful: pd.Series, dollar: float = 1.0) -> pd.DataFrame:
    """Return per booked creator: level (today), action, proposed, sure, room, room_low, room_high, needs, deals, posts_each.

    room: the fee per partnership that keeps ROI at the target (break-even for a demotion), with its 90 % interval; needs: the pay
    of the tier in question. 'promote': one tier up, when the probability that its lowest pay still meets the target is at least
    ``SURE``, after ``FEWEST`` partnerships, and the audience is not in doubt. 'test': the same after a single partnership.
    'demote': one tier down, when what is paid now (at most the tier's lowest pay) is lost with that probability. 'pause': tier 4,
    when not even the product comes back. Both need ``FEWEST`` partnerships. ``doubtful``: bool by creator_key. Nobody jumps a tier.
    """
    last = latest(rows)
    level = standing(last, dollar)
    place = pd.Series(np.arange(len(found.table)), found.table.index)
    place = place.reindex(level.index).dropna().astype(int)
    level, own = level.reindex(place.index), rows.groupby("creator_key")[["posts", "one"]].sum().reindex(place.index)
    each = (own["posts"] / own["one"]).clip(lower=1.0)
    aimed, carried = (draws[:, place.to_numpy()] * each.to_numpy() for draws in (found.target, found.break_even))
    paid = last["fees"].reindex(place.index).to_numpy(dtype=float)
    up, here = _pay(level - 1, dollar), np.fmin(_pay(level, dollar), np.where(paid > 0, paid, np.nan))
    rise, fall = (aimed >= up).mean(axis=0), (carried < here).mean(axis=0)
    can_rise = (level.to_numpy() > 1) & (rise >= SURE) & ~doubtful.reindex(place.index, fill_value=False).to_numpy(dtype=bool)
    proven = own["one"].to_numpy() >= FEWEST
    falls, lost = ((level.to_numpy() < 4) & proven & (fall >= SURE), (level.to_numpy() == 4) & proven & (fall >= SURE))
    action = np.select([can_rise & proven, can_rise, falls, lost], [PROMOTE, TEST, DEMOTE, PAUSE], STAY)
    moves = np.select([action == PROMOTE, action == DEMOTE], [-1, 1], 0)
    downward = np.isin(action, [DEMOTE, PAUSE])
    fees = found.table.loc[place.index]
    room, low, high = (
        np.where(downward, fees[f"break_even{end}"], fees[f"target{end}"]) * each.to_numpy() for end in ("", "_low", "_high")
    )
    sure = np.select([downward, action == STAY], [fall, 1 - np.maximum(np.where(level == 1, 0.0, rise), fall)], rise)
    told = {
        "level": level,
        "action": action,
        "proposed": level + moves,
        "sure": sure,
        "room": room,
        "room_low": low,
        "room_high": high,
        "needs": np.where(downward, here, up),
        "deals": own["one"].astype(int),
        "posts_each": each,
    }
    return pd.DataFrame(told, index=place.index)


def _pay(level: pd.Series, dollar: float) -> np.ndarray:
    """Return the lowest pay of each tier in the reporting currency; NaN above tier 1."""
    pay = {each.level: each.low * dollar for each in LEVELS}
    return level.map(pay).to_numpy(dtype=float)


def pyramid(moves: pd.DataFrame) -> pd.DataFrame:
    """Return per tier: level, role, how many creators stand there now, then (after the moves), and low to high by the guide."""

    def count(column: str, level: int) -> int:
        return int((moves[column] == level).sum())

    return pd.DataFrame(
        [
            {
                "level": each.level,
                "role": each.role,
                "now": count("level", each.level),
                "then": count("proposed", each.level),
                "low": each.count[0],
                "high": each.count[1],
            }
            for each in LEVELS
        ]
    )
