"""What a follower history says: jumps against the account's own past, round numbers, see-saw, growth without posts."""

import numpy as np
import pandas as pd

from lib.authenticity.linking import dates, owners, spread_to_creators

FOR_HISTORY = 6  # counts needed to speak of an account's own past
USUAL = 0.8  # quantile of the account's own steps that counts as usual
JUMP = 4.0  # times the usual step at which growth becomes a jump
ROUND = 1000  # bought followers come in round lots
NEAR = pd.Timedelta(days=7)  # a post this close before a jump may explain it
MONTH = 30.44


def from_history(creators: pd.DataFrame, history: pd.DataFrame, posts: pd.DataFrame | None) -> dict[str, np.ndarray]:
    """Return per creator (n,): size of the largest jump, whether posts explain it, round jumps, see-saw, monthly growth."""
    groups, rows = owners(creators, history)
    history = with_counts(history, rows, _sizes(creators, groups))
    steps = growth_steps(history, rows, _stepwise(creators, groups))
    if steps.empty:
        return {}
    by_creator = steps.groupby("group")
    largest = steps.loc[by_creator["excess"].idxmax()].set_index("group")
    found = {
        "largest_jump": largest["excess"],
        "jump_gain": largest["gain"],
        "jump_day": largest["date"].astype("datetime64[s]").astype("int64") / 86_400,
        "jump_usual": largest["usual"],
        "round_jump": by_creator["round_jump"].max().astype(float),
        "reversals": _see_saw(by_creator),
        "monthly_growth": _monthly_growth(by_creator),
    }
    if posts is not None and not posts.empty and "post_date" in posts:
        found["unposted_jump"] = _unposted(largest, creators, groups, posts)
    return {name: spread_to_creators(groups, values) for name, values in found.items()}


def with_counts(history: pd.DataFrame, owner: np.ndarray, sizes: pd.Series) -> pd.DataFrame:
    """Return ``history`` with followers where it states daily changes alone: counts that end at the account's size.

    ``sizes`` holds the followers of each group of ``owner``; a history that counts anybody's followers is left as it is.
    """
    if "follower_change" not in history or "date" not in history or ("followers" in history and history["followers"].notna().any()):
        return history
    changes = pd.to_numeric(history["follower_change"], errors="coerce").fillna(0.0).to_numpy(dtype=float)
    table = pd.DataFrame({"group": owner, "date": dates(history["date"]).to_numpy(), "change": changes})
    in_time = table.sort_values(["group", "date"]).groupby("group")["change"]
    later = in_time.transform("sum") - in_time.cumsum()
    counts = table["group"].map(sizes) - later.reindex(table.index)
    return history.assign(followers=counts.to_numpy(dtype=float))


def _sizes(creators: pd.DataFrame, groups: np.ndarray) -> pd.Series:
    if "followers" not in creators:
        return pd.Series(dtype=float)
    sizes = pd.Series(pd.to_numeric(creators["followers"], errors="coerce").to_numpy(dtype=float, na_value=np.nan), index=groups)
    return sizes[(groups >= 0) & ~sizes.index.duplicated()]


def growth_steps(history: pd.DataFrame, owner: np.ndarray, stepwise: set[int]) -> pd.DataFrame:
    """Return one row per step between counts: group, date, before, gain, days, usual, excess (share of followers), round_jump.

    ``excess`` is growth beyond ``JUMP`` times the account's own usual step, as a share of the followers before. Groups in
    ``stepwise`` have counts rounded to three digits (YouTube): one rounding unit of growth is no jump there.
    """
    if "date" not in history or "followers" not in history:
        return pd.DataFrame(columns=["group"])
    history = history.reset_index(drop=True)
    counts = pd.to_numeric(history["followers"], errors="coerce").astype(float)
    table = pd.DataFrame({"group": owner, "date": dates(history["date"]), "followers": counts})
    table = table[(table["group"] >= 0) & table["date"].notna() & np.isfinite(counts) & (counts > 0)]
    table = table.sort_values(["group", "date", "followers"]).drop_duplicates(["group", "date"], keep="last")
    by_creator = table.groupby("group")
    table = table[by_creator["followers"].transform("size") >= FOR_HISTORY]
    by_creator = table.groupby("group")
    before = by_creator["followers"].shift()
    table = table.assign(
        before=before, gain=table["followers"] - before, days=by_creator["date"].diff().dt.total_seconds() / 86_400
    )
    table = table.dropna(subset="before")
    unit = np.where(table["group"].isin(stepwise), 10 ** (np.floor(np.log10(table["before"])) - 2), 0.0)
    share = table["gain"] / table["before"]
    usual = share.abs().groupby(table["group"]).transform("quantile", USUAL)
    excess = (share - JUMP * usual - 2 * unit / table["before"]).clip(lower=0)
    round_jump = (table["gain"] >= ROUND) & (table["gain"] % ROUND == 0) & (unit == 0) & (excess > 0) & ~_rounded(table)
    up, down = table["gain"].clip(lower=0), -table["gain"].clip(upper=0)
    return table.assign(up=up, down=down, usual=usual, excess=excess, round_jump=round_jump)


def marked_events(history: pd.DataFrame, platform: str, posted: pd.Series) -> pd.DataFrame:
    """Return the steps of one account's history worth a mark: date, followers, gain, share, usual, posted (bool), round_jump.

    ``history`` holds date and followers of one account; ``posted`` the dates of its posts.
    """
    one = np.zeros(len(history), dtype=np.int64)
    steps = growth_steps(history, one, {0} if platform == "youtube" else set())
    if steps.empty:
        return pd.DataFrame(columns=["date", "followers", "gain", "share", "usual", "posted", "round_jump"])
    marked = steps[steps["excess"] > 0].assign(share=lambda table: table["gain"] / table["before"])
    since = marked["date"] - NEAR - pd.to_timedelta(marked["days"], unit="D")
    days = dates(posted).dropna()
    near = [bool(days.between(a, b).any()) for a, b in zip(since, marked["date"], strict=True)]
    return marked.assign(posted=near)[["date", "followers", "gain", "share", "usual", "posted", "round_jump"]].reset_index(
        drop=True
    )


def _rounded(table: pd.DataFrame) -> pd.Series:
    """Return whether an account's counts are written rounded, so that round gains mean nothing."""
    return (table["followers"] % 100 == 0).groupby(table["group"]).transform("mean") > 0.3


def _stepwise(creators: pd.DataFrame, groups: np.ndarray) -> set[int]:
    if "platform" not in creators:
        return set()
    return set(groups[(creators["platform"].astype("str").str.lower() == "youtube").to_numpy(dtype=bool, na_value=False)])


def _see_saw(by_creator: pd.api.typing.DataFrameGroupBy) -> pd.Series:
    """Follow and unfollow: the smaller of all gains and all losses, per month, as a share of the followers."""
    gains, losses = by_creator["up"].sum(), by_creator["down"].sum()
    return np.minimum(gains, losses) / by_creator["before"].mean() * MONTH / by_creator["days"].sum()


def _monthly_growth(by_creator: pd.api.typing.DataFrameGroupBy) -> pd.Series:
    """Growth per month over the whole history, as a share of the followers at its start."""
    months = by_creator["days"].sum() / MONTH
    return (by_creator["gain"].sum() / by_creator["before"].first() / months).where(months >= 1)


def _unposted(largest: pd.DataFrame, creators: pd.DataFrame, groups: np.ndarray, posts: pd.DataFrame) -> pd.Series:
    """Return the largest jump where the creator posted nothing in the week before it, 0 where a post may explain it."""
    owner = _same_groups(creators, groups, posts)
    dated = pd.DataFrame({"group": owner, "posted": dates(posts["post_date"])}).dropna()
    jumps = largest.reset_index()[["group", "date", "days", "excess"]]
    pairs = jumps.merge(dated, on="group")
    since = pairs["date"] - NEAR - pd.to_timedelta(pairs["days"], unit="D")
    explained = set(pairs.loc[(pairs["posted"] >= since) & (pairs["posted"] <= pairs["date"]), "group"])
    covered = jumps["group"].isin(set(dated["group"]))
    values = jumps["excess"].where(~jumps["group"].isin(explained), 0.0).where(covered)
    return pd.Series(values.to_numpy(), index=jumps["group"])


def _same_groups(creators: pd.DataFrame, groups: np.ndarray, posts: pd.DataFrame) -> np.ndarray:
    """Return the owner of each post in the group numbers of the history."""
    by_post, rows = owners(creators, posts)
    known = (by_post >= 0) & (groups >= 0)
    renamed = dict(zip(by_post[known], groups[known], strict=True))
    return np.array([renamed.get(row, -1) for row in rows], dtype=np.int64)
