"""Cost and results kept in different rows, brought together for estimates that need both on one row."""

from collections.abc import Sequence

import pandas as pd


def paired(
    frame: pd.DataFrame, by: Sequence[str], of: tuple[str, str] = ("value", "cost"), silence_is_zero: bool = True
) -> pd.DataFrame:
    """Return the deals with the halves of a creator joined: cost known in some rows, results in others, of one group ``by``.

    Files that name the campaign only for sales, or only for payments, would else show money spent without return. ``of`` are
    the columns of result and cost. No sum changes in any group; the other amounts are summed, a campaign is kept when it is
    the only one. With ``silence_is_zero``, in files that know results at all, cost without a result brought 0, as ratios of
    sums count it.
    """
    result, cost = of
    joined = _joined(frame, [*by], result, cost)
    if not silence_is_zero or joined[result].isna().all():
        return joined
    silent = joined[result].isna() & joined[cost].notna()
    return joined.assign(**{result: joined[result].mask(silent, 0.0)}) if silent.any() else joined


def _joined(frame: pd.DataFrame, by: list[str], result: str, cost: str) -> pd.DataFrame:
    half = (frame[result].isna() != frame[cost].isna()) & frame["creator_key"].notna()
    if not half.any():
        return frame
    where = frame.groupby(list(dict.fromkeys(["creator_key", *by])), dropna=False, sort=False).ngroup()
    without_result, without_cost = (set(where[half & frame[name].isna()]) for name in (result, cost))
    chosen = half & where.isin(without_result & without_cost)
    if not chosen.any():
        return frame
    groups = frame[chosen].groupby(where[chosen], sort=False)
    amounts = [name for name in frame if pd.api.types.is_numeric_dtype(frame[name])]
    whole = groups.first().assign(**{name: groups[name].sum(min_count=1) for name in amounts})
    if "start" in frame:
        whole["start"] = groups["start"].min()
    campaigns = groups["campaign_key"]
    whole["campaign_key"] = whole["campaign_key"].where(campaigns.min() == campaigns.max())  # several campaigns: none named
    return pd.concat([frame[~chosen], whole], ignore_index=True)[frame.columns]
