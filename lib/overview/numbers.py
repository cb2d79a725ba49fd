"""The five numbers that matter now, from whatever tables are loaded."""

from dataclasses import dataclass

import pandas as pd

from lib.authenticity import IN_DOUBT, money_in_doubt
from lib.overview.estimates import UNKNOWN, authentic_share, by_campaign, ratio_interval
from lib.overview.writer import Writer
from lib.settings import Settings
from lib.text import _

AUTHENTICITY, DIRECTORY, RETURNS = "pages/creators/authenticity.py", "pages/creators/directory.py", "pages/results/returns.py"


@dataclass(frozen=True)
class Figure:
    """One number that matters: its raw value, how it is shown, a sentence with its interval, n and basis, and its page."""

    code: str
    label: str
    value: float
    shown: str
    note: str
    page: str


def five_numbers(
    creators: pd.DataFrame, scores: pd.DataFrame, deals: pd.DataFrame, total: pd.Series, settings: Settings
) -> list[Figure]:
    """Return at most five figures, the most important that the data allow.

    ``scores`` is indexed by creator_key; ``total`` is the one row of ``lib.roi.returns``.
    """
    writer, spent, scored = Writer(settings), deals["cost"].notna().any(), scores["authenticity"].notna().any()
    figures = [_authentic(creators, scores, writer)] if scored else []
    if spent:
        units = by_campaign(deals)
        named = deals.loc[deals[["cost", "value"]].notna().any(axis=1), "campaign_key"].notna().all()
        unit = _("campaigns") if named else _("partnerships")
        figures += [_spend(deals, units, named, writer), _roi(units, unit, total, writer), _profit(units, unit, total, writer)]
        return figures + ([_in_doubt(scores, deals, writer)] if scored else _results(total, writer))
    sold = deals["value"].notna().any()
    figures += [_sales(deals, total, writer)] if sold else []
    if len(creators):
        sized = creators["followers"].notna().any()
        figures += [_listed(creators, writer), *([_followers(creators, writer)] if sized else [])]
        figures += [_genuine(creators, scores, writer)] if scored and sized else []
        figures += [_to_verify(creators, scores, writer)] if scored else []
    elif sold:
        figures += _results(total, writer)
    return figures[:5]


def headline(figures: list[Figure], total: pd.Series, settings: Settings) -> str:
    """Return the finding in one sentence: what the money brought back, else how authentic the audience is."""
    writer, known = Writer(settings), {figure.code: figure for figure in figures}
    back = writer.times(total["value"], total["cost"]) if total["cost"] > 0 and total["value"] == total["value"] else None
    values = {"back": back, "share": known["authentic"].shown if "authentic" in known else None}
    if back and values["share"]:
        return _("Your creators brought back {back} what they cost; {share} of their audience looks authentic", **values)
    if back:
        return _("Your creators brought back {back} what they cost", **values)
    if values["share"]:
        return _("{share} of your creators' audience looks authentic", **values)
    if "sales" in known:
        return _("Your creators sold for {sales}; what they cost is in no file yet", sales=known["sales"].shown)
    return _("A few more columns, and the numbers start to speak")


def trend(months: pd.DataFrame, settings: Settings) -> str:
    """Return what the months of ``lib.overview.monthly`` show, in one sentence."""
    both = months.dropna(subset=["cost", "value"])
    won, n = int((both["value"] > both["cost"]).sum()), len(both)
    writer = Writer(settings)
    if not n:
        return _("Cost and value are not yet known for the same month")
    return _("Value exceeded cost in {won} of {n} months", won=writer.count(won), n=writer.count(n))


def _authentic(creators: pd.DataFrame, scores: pd.DataFrame, writer: Writer) -> Figure:
    share, low, high, n = authentic_share(creators, scores)
    note = _(
        "Between {low} and {high}. {n} creators, weighted by followers.",
        low=writer.share(low), high=writer.share(high), n=writer.count(n),
    )  # fmt: skip
    return Figure("authentic", _("Authentic audience"), share, writer.share(share), note, AUTHENTICITY)


def _spend(deals: pd.DataFrame, units: pd.DataFrame, named: bool, writer: Writer) -> Figure:
    spent = float(deals["cost"].sum())
    counts = {"deals": writer.count(deals["cost"].notna().sum()), "n": writer.count(len(units))}
    note = _("All parts of cost that your files state.")
    if named:
        note = _("All cost parts of {deals} partnerships in {n} campaigns.", **counts)
    return Figure("spend", _("Spend"), spent, writer.money(spent), note, RETURNS)


def _roi(units: pd.DataFrame, unit: str, total: pd.Series, writer: Writer) -> Figure:
    low, high = (end - 1 for end in ratio_interval(units["value"], units["cost"]))
    if total["roi"] != total["roi"]:
        note = _("Not known: no sales, code or link goes with the cost yet.")
        return Figure("roi", _("ROI"), float(total["roi"]), writer.share(total["roi"]), note, RETURNS)
    direct = writer.share(total["roi_direct"])
    note = _("Direct sales alone: {direct}. Too few {unit} for a range.", direct=direct, unit=unit)
    if low == low:
        ends = {"low": writer.share(low), "high": writer.share(high), "n": writer.count(len(units)), "unit": unit}
        note = _("Between {low} and {high}, from {n} {unit}. Direct sales alone: {direct}.", direct=direct, **ends)
    return Figure("roi", _("ROI"), float(total["roi"]), writer.share(total["roi"]), note, RETURNS)


def _profit(units: pd.DataFrame, unit: str, total: pd.Series, writer: Writer) -> Figure:
    if total["value"] != total["value"]:
        note = _("Not known: what these partnerships brought back is in no file yet.")
        return Figure("profit", _("Profit"), UNKNOWN, writer.money(UNKNOWN), note, RETURNS)
    counts = {"losing": writer.count((units["value"] < units["cost"]).sum()), "n": writer.count(len(units)), "unit": unit}
    note = _("{losing} of {n} {unit} lost money. Sales counted in full: no gross margin is set.", **counts)
    if writer.settings.gross_margin < 1:
        margin = writer.share(writer.settings.gross_margin)
        note = _("{losing} of {n} {unit} cost more than they brought. At a gross margin of {margin}.", margin=margin, **counts)
    profit = float(total["profit"])
    return Figure("profit", _("Profit"), profit, writer.money(profit), note, RETURNS)


def _in_doubt(scores: pd.DataFrame, deals: pd.DataFrame, writer: Writer) -> Figure:
    amount, sure, wide, n = money_in_doubt(scores, deals)
    ends = {"low": writer.money(sure), "high": writer.money(wide), "n": writer.count(n)}
    note = _("Doubtful or suspicious creators paid: {n}. Between {low} and {high}.", **ends)
    return Figure("in_doubt", _("Spend in doubt"), amount, writer.money(amount), note, AUTHENTICITY)


def _sales(deals: pd.DataFrame, total: pd.Series, writer: Writer) -> Figure:
    sold = float(total["revenue"] if total["revenue"] == total["revenue"] else total["value"])
    note = _("From {n} partnerships; no file states what they cost.", n=writer.count(deals["value"].notna().sum()))
    return Figure("sales", _("Direct sales"), sold, writer.money(sold), note, RETURNS)


def _results(total: pd.Series, writer: Writer) -> list[Figure]:
    cac, engagements = float(total["cac"]), float(total["engagements"])
    figures = []
    if cac == cac:
        note = _("Cost per new customer; per order where no file knows new customers.")
        figures.append(Figure("cac", _("Cost per customer"), cac, writer.money(cac), note, RETURNS))
    if engagements == engagements:
        note = _("Likes, comments, shares and saves of all partnerships.")
        figures.append(Figure("engagements", _("Engagements"), engagements, writer.size(engagements), note, RETURNS))
    return figures


def _listed(creators: pd.DataFrame, writer: Writer) -> Figure:
    note = _("Accounts on {n} platforms, each counted once.", n=writer.count(creators["platform"].nunique()))
    return Figure("creators", _("Creators"), len(creators), writer.count(len(creators)), note, DIRECTORY)


def _followers(creators: pd.DataFrame, writer: Writer) -> Figure:
    followers = float(creators["followers"].sum(min_count=1))
    note = _("Sum over all accounts; who follows two counts twice.")
    return Figure("followers", _("Followers"), followers, writer.size(followers), note, DIRECTORY)


def _genuine(creators: pd.DataFrame, scores: pd.DataFrame, writer: Writer) -> Figure:
    followers = creators.set_index("creator_key")["followers"].reindex(scores.index)
    ends = {name: writer.size((followers * scores[name]).sum() / 100) for name in ("low", "high")}
    genuine = float((followers * scores["authenticity"]).sum() / 100)
    note = _("Followers × authenticity, between {low} and {high}.", **ends)
    return Figure("genuine", _("Genuine followers"), genuine, writer.size(genuine), note, AUTHENTICITY)


def _to_verify(creators: pd.DataFrame, scores: pd.DataFrame, writer: Writer) -> Figure:
    risky = scores["band"].isin(IN_DOUBT)
    asked = creators.set_index("creator_key")["price"].reindex(scores.index)[risky].sum()
    note = _("Doubtful or suspicious, of {n} scored.", n=writer.count(scores["authenticity"].notna().sum()))
    if asked > 0:
        note = _("Doubtful or suspicious; together they ask {money} for one post each.", money=writer.money(asked))
    return Figure("to_verify", _("Creators to verify"), int(risky.sum()), writer.count(risky.sum()), note, AUTHENTICITY)
