"""The three decisions that matter now: whom to verify, where to move budget, which data to mend."""

from dataclasses import dataclass

import pandas as pd

from lib.authenticity import IN_DOUBT
from lib.overview.estimates import SURE, Shift
from lib.overview.writer import Writer
from lib.settings import Settings
from lib.text import _

UPLOAD, AUTHENTICITY = "pages/data/upload.py", "pages/creators/authenticity.py"
COMPARE, RETURNS, BUDGET = "pages/results/compare.py", "pages/results/returns.py", "pages/planning/budget.py"


@dataclass(frozen=True)
class Decision:
    """One decision to take: what to do, why, and the page where it is done (``action`` is the link's words).

    ``title`` and ``why`` may hold names from uploaded files: escape them where Markdown is drawn.
    """

    code: str
    title: str
    why: str
    page: str
    action: str


def three_decisions(
    creators: pd.DataFrame,
    scores: pd.DataFrame,
    deals: pd.DataFrame,
    shift: Shift | None,
    unmatched: pd.DataFrame,
    settings: Settings,
) -> list[Decision]:
    """Return one decision each on creators, budget and data; ``scores`` is indexed by creator_key."""
    writer = Writer(settings)
    return [
        _on_creators(creators, scores, deals, writer),
        _on_budget(deals, shift, writer),
        _on_data(creators, deals, unmatched, writer),
    ]


def _on_creators(creators: pd.DataFrame, scores: pd.DataFrame, deals: pd.DataFrame, writer: Writer) -> Decision:
    scored = scores[scores["authenticity"].notna()]
    risky = scored[scored["band"].isin(IN_DOUBT)]
    if scored.empty and len(creators):
        why = _(
            "None of {n} creators can be scored yet: likes, comments or views per post are missing.", n=writer.count(len(creators))
        )
        return Decision("creators", _("Add likes and comments to your creators"), why, UPLOAD, _("Add figures"))
    if scored.empty:
        why = _("No creator can be scored yet. A list with followers, likes and comments per post is enough to start.")
        return Decision("creators", _("Add your creators"), why, UPLOAD, _("Add a creator list"))
    if risky.empty:
        why = _("None of {n} scored creators is doubtful or suspicious.", n=writer.count(len(scored)))
        return Decision("creators", _("No creator needs verifying"), why, AUTHENTICITY, _("See the scores"))
    names = creators.set_index("creator_key")["label"]
    paid = deals[deals["creator_key"].isin(risky.index) & (deals["cost"] > 0)]
    if paid.empty:
        worst = names.reindex(risky["authenticity"].nsmallest(3).index)
        several = _("Verify {n} creators before you book them", n=writer.count(len(risky)))
        title = several if len(risky) > 1 else _("Verify one creator before you book them")
        why = _("They look doubtful or suspicious, {names} most of all. Your files show no payment to them.", names=_listed(worst))
        return Decision("creators", title, why, AUTHENTICITY, _("See the evidence"))
    sums = paid.groupby("creator_key")[["cost", "value"]].sum()
    others = deals[~deals["creator_key"].isin(risky.index) & (deals["cost"] > 0)]
    values = {
        "n": writer.count(len(sums)),
        "cost": writer.money(sums["cost"].sum()),
        "back": writer.times(sums["value"].sum(), sums["cost"].sum()),
        "rest": writer.times(others["value"].sum(), others["cost"].sum()),
        "names": _listed(names.reindex(sums["cost"].nlargest(3).index)),
    }
    several = _("Verify {n} doubtful creators before paying them again", **values)
    title = several if len(sums) > 1 else _("Verify one doubtful creator before paying them again")
    why = _("They took {cost} and brought back {back}; the others brought back {rest}. Most went to {names}.", **values)
    return Decision("creators", title, why, AUTHENTICITY, _("See the evidence"))


def _on_budget(deals: pd.DataFrame, shift: Shift | None, writer: Writer) -> Decision:
    unpaid = not deals["cost"].notna().any()
    if unpaid and deals["campaign_key"].notna().any():
        why = _("Your campaigns state no fee and no cost. One column with what each partnership cost is enough.")
        return Decision("budget", _("Add what your campaigns cost"), why, UPLOAD, _("Add costs"))
    if unpaid:
        why = _("What partnerships cost and brought is not known yet. A campaign list with fees and sales is enough to start.")
        return Decision("budget", _("Add your campaigns"), why, UPLOAD, _("Add a campaign list"))
    keep = _("Keep testing before you move budget")
    if shift is None:
        why = _("Too few partnerships with cost and value to compare platforms and sizes: five in each of two are the least.")
        return Decision("budget", keep, why, COMPARE, _("Compare segments"))
    values = {
        "worst": shift.worst, "best": shift.best, "low": writer.times(shift.worst_return), "high": writer.times(shift.best_return),
        "sure": writer.share(min(shift.probability, 0.99)), "cost": writer.money(shift.worst_cost), "n": writer.count(shift.n),
    }  # fmt: skip
    if shift.probability < SURE:
        why = _(
            "So far {best} bring back {high} and {worst} {low}, but that is only {sure} sure, from {n} partnerships.",
            **values,
        )
        return Decision("budget", keep, why, COMPARE, _("Compare segments"))
    title = _("Move budget from {worst} to {best}", **values)
    why = _(
        "{cost} went to {worst}, who bring back about {low}; {best} bring back about {high}. {sure} sure, from {n} partnerships.",
        **values,
    )
    return Decision("budget", title, why, BUDGET, _("Plan the budget"))


def _on_data(creators: pd.DataFrame, deals: pd.DataFrame, unmatched: pd.DataFrame, writer: Writer) -> Decision:
    lost = unmatched[
        (unmatched["money"] > 0) & (unmatched["currency"].fillna(writer.settings.currency) == writer.settings.currency)
    ]
    if len(lost):
        values = {
            "money": writer.money(lost["money"].sum()),
            "rows": writer.count(lost["rows"].sum()),
            "key": str(lost.groupby("key")["money"].sum().idxmax()),
        }
        why = _("{rows} rows could not be tied to a listed creator or campaign; most money stands under “{key}”.", **values)
        return Decision("data", _("Find out whose {money} this is", **values), why, RETURNS, _("See unmatched rows"))
    untracked = int((deals["value"].isna() & deals["cost"].notna()).sum())
    if untracked:
        several = _("Track the sales of {n} partnerships", n=writer.count(untracked))
        title = several if untracked > 1 else _("Track the sales of one partnership")
        why = _("With a cost but no sales, code or link, a return cannot be known.")
        return Decision("data", title, why, UPLOAD, _("Add sales"))
    bare = int(creators["followers"].isna().sum())
    if bare:
        why = _("The follower count of {n} is missing: no size, no engagement rate and a wider range.", n=writer.count(bare))
        return Decision("data", _("Complete your creator list"), why, UPLOAD, _("Add figures"))
    why = _("No money is without an owner. Follower histories and comments make the scores surer.")
    return Decision("data", _("Your files fit together"), why, UPLOAD, _("Add more evidence"))


def _listed(names: pd.Series) -> str:
    return ", ".join(str(name) for name in names.dropna())
