"""Comparisons in a marketer's words: names of cells, figures, the finding, how sure a difference is, what a benchmark says."""

from collections.abc import Hashable, Sequence

import pandas as pd

from lib.compare.cells import FEW, Cell, Comparison
from lib.compare.measures import ENGAGEMENT_PARTS, Measure
from lib.compare.mix import strongest_mix
from lib.format import compact, money, number, percent
from lib.schema import PLATFORM_LABELS
from lib.settings import Settings
from lib.text import _


def label(column: str, value: Hashable) -> str:
    """Return how people write one label of a grouping column."""
    if pd.isna(value):
        return _("Not stated")
    if column == "platform":
        return PLATFORM_LABELS.get(str(value), str(value))
    return str(value)[:1].upper() + str(value)[1:]


def cell_name(by: Sequence[str], cell: Cell) -> str:
    """Return a cell's name: 'Micro on TikTok', 'Gifting, Beauty'."""
    name = ""
    for column, value in zip(by, cell, strict=True):
        written = label(column, value)
        if not name:
            name = written
        elif column == "platform":
            name = _("{name} on {platform}", name=name, platform=written)
        else:
            name = _("{name}, {other}", name=name, other=written)
    return name


def names(comparison: Comparison, frame: pd.DataFrame) -> list[str]:
    """Return the name of each cell of ``frame`` (rows of ``comparison.cells``)."""
    return [cell_name(comparison.by, cell) for cell in frame[list(comparison.by)].itertuples(index=False, name=None)]


def figure(measure: Measure, value: float, settings: Settings) -> str:
    """Return one figure of a measure as people write it."""
    if measure.kind == "rate":
        digits = 0 if measure.form == "return" or abs(value) >= 0.2 else 1 if abs(value) >= 0.01 else 2
        return percent(value, settings.locale, digits)
    if measure.kind == "money":
        return money(value, settings.currency, settings.locale)
    if measure.kind == "multiple":
        return number(value, settings.locale, 1) + "×" if value == value else number(value)
    return compact(value, settings.locale)


def sure(probability: float, settings: Settings) -> str:
    """Return a probability in percent, never claiming certainty."""
    if probability > 0.99:
        return _("over {share}", share=percent(0.99, settings.locale, 0))
    if probability < 0.01:
        return _("under {share}", share=percent(0.01, settings.locale, 0))
    return percent(probability, settings.locale, 0)


def measure_name(comparison: Comparison) -> str:
    """Return the measure's name with its basis."""
    if comparison.measure.key == "engagement_rate":
        return _("engagement rate by {basis}", basis=comparison.basis)
    name = comparison.measure.label
    return name if name.split(" ")[0].isupper() or name.split(",")[0].isupper() else name[:1].lower() + name[1:]


def headline(comparison: Comparison, settings: Settings) -> str:
    """Return the finding as a title: who leads and whether the lead is real."""
    ranked = comparison.ranked()
    what = measure_name(comparison)
    if ranked.empty:
        return _("Too few figures to compare {what}", what=what)
    best = figure(comparison.measure, ranked["estimate"].iloc[0], settings)
    (first, *others), cells = names(comparison, ranked), cells_of(comparison, ranked)
    if not others:
        return _("Only {first} can be judged: {what} {best}", first=first, what=what, best=best)
    chance = comparison.probability_better(cells[0], cells[1])
    if chance >= 0.9:
        return _("{first} leads: {what} {best}, and the lead is real", first=first, what=what, best=best)
    if chance >= 0.7:
        return _("{first} probably leads: {what} {best}", first=first, what=what, best=best)
    return _("{first} and {second} are too close to call on {what}", first=first, second=others[0], what=what)


def summary(comparison: Comparison, settings: Settings) -> str:
    """Return what the title rests on: unit, n, interval, whether small groups are held back."""
    count = number(comparison.cells["n"].sum(), settings.locale)
    unit = _("creators") if comparison.unit == "creators" else _("partnerships")
    left = int(comparison.cells["excluded"].sum())
    told = _("From {count} {unit}. Small groups are drawn toward related ones, so that luck does not win.", count=count, unit=unit)
    if left:
        told += " " + _("{left} without the figures are left out.", left=number(left, settings.locale))
    return told


def difference(comparison: Comparison, a: Cell, b: Cell, settings: Settings) -> str:
    """Return whether the difference between two cells is real, in a sentence with its probability."""
    first, second = cell_name(comparison.by, a), cell_name(comparison.by, b)
    chance = comparison.probability_better(a, b)
    if chance < 0.5:
        first, second, chance = second, first, 1 - chance
    told = {"first": first, "second": second, "what": measure_name(comparison), "share": sure(chance, settings)}
    if chance >= 0.95:
        return _("Yes: {first} does better than {second} on {what} with {share} probability.", **told)
    if chance >= 0.8:
        return _("Probably: {first} does better than {second} on {what} with {share} probability.", **told)
    return _("Not shown: {first} is ahead of {second} on {what} with only {share} probability; more data would tell.", **told)


def mix_told(comparison: Comparison, a: Cell, b: Cell, settings: Settings) -> tuple[str, bool]:
    """Return what of the difference of two cells comes from their mix, in a sentence, and whether the mix reverses them."""
    found = strongest_mix(comparison, a, b)
    if found is None or found.difference == 0:
        return "", False
    first, second = cell_name(comparison.by, a), cell_name(comparison.by, b)
    gap = {name: change(comparison.measure, getattr(found, name), settings) for name in ("difference", "within", "mix")}
    told = {"first": first, "second": second, "across": _several(found.across), **gap}
    if found.reverses:
        return _(
            "Careful: as measured, {first} differs from {second} by {difference}, but by {within} at the same mix of {across}: the "
            "order turns round.",
            **told,
        ), True
    return _("As measured they differ by {difference}: {within} at the same mix of {across}, {mix} through the mix.", **told), False


def change(measure: Measure, value: float, settings: Settings) -> str:
    """Return a difference of two figures with its sign, as people write it; of rates in percentage points."""
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    if measure.kind == "rate":
        digits = 0 if measure.form == "return" else 2
        return _("{sign}{points} points", sign=sign, points=number(abs(value) * 100, settings.locale, digits))
    return _("{sign}{amount}", sign=sign, amount=figure(measure, abs(value), settings))


def _several(column: str) -> str:
    return {
        "tier": _("tiers"), "platform": _("platforms"), "model": _("partnership models"), "category": _("categories"),
        "content_type": _("content types"), "month": _("months"),
    }[column]  # fmt: skip


def group_name(column: str) -> str:
    """Return what a grouping column is called."""
    return {
        "tier": _("Tier"), "platform": _("Platform"), "model": _("Partnership model"), "category": _("Category"),
        "content_type": _("Content type"), "month": _("Month"),
    }[column]  # fmt: skip


def benchmark(comparison: Comparison, row: pd.Series, settings: Settings) -> str:
    """Return the published range beside a cell, '' when there is none."""
    low, high = row["benchmark_low"], row["benchmark_high"]
    if pd.isna(low):
        return ""
    if high == float("inf"):
        return _("from {low}", low=figure(comparison.measure, low, settings))
    if high - low < 1e-9:
        return figure(comparison.measure, low, settings)
    return _("{low} to {high}", low=figure(comparison.measure, low, settings), high=figure(comparison.measure, high, settings))


def verdict(row: pd.Series) -> str:
    """Return the verdict against the benchmark in words; a mark says that another source or tier scheme turns it."""
    known = {"above": _("Above"), "below": _("Below"), "in line": _("In line"), "unclear": _("Not clear")}
    told = known.get(row["verdict"], "")
    return _("{verdict} {mark}", verdict=told, mark=FLIPS) if len(row["disagreeing"]) else told


def stability(comparison: Comparison, settings: Settings) -> str:
    """Return how many verdicts hold under every source and tier scheme, '' where nothing is published."""
    judged = comparison.cells[comparison.cells["verdict"].isin(["above", "below", "in line"])]
    turned = int((judged["disagreeing"].map(len) > 0).sum())
    if judged.empty or comparison.measure.key != "engagement_rate":
        return ""
    counts = {"turned": number(turned, settings.locale), "all": number(len(judged), settings.locale), "mark": FLIPS}
    if not turned:
        return _("All {all} clear verdicts hold under every other source and tier scheme.", **counts)
    return _("{turned} of {all} clear verdicts turn with another source or tier scheme: marked {mark}.", **counts)


FLIPS = "⇄"


def spread(comparison: Comparison, settings: Settings) -> str:
    """Return from which figure in which cell to which the well-filled cells run."""
    ranked = comparison.ranked()
    solid = ranked[ranked["n"] >= FEW]
    if len(solid) < 2:
        return _("Every group rests on few figures")
    ends = solid.iloc[[-1, 0]]
    (worst, best), figures = names(comparison, ends), [figure(comparison.measure, value, settings) for value in ends["estimate"]]
    return _("From {low} ({worst}) to {high} ({best})", low=figures[0], worst=worst, high=figures[1], best=best)


def against_published(comparison: Comparison) -> str:
    """Return how many cells lie above, in line with and below what is published; without a benchmark how many cells there are."""
    cells = comparison.cells
    if cells["benchmark_low"].isna().all():
        return _("All {count} groups with their ranges", count=len(cells))
    counts = cells["verdict"].value_counts()
    told = {name: int(counts.get(key, 0)) for name, key in (("above", "above"), ("below", "below"), ("inline", "in line"))}
    return _("Groups against what is published: {above} above, {inline} in line, {below} below", **told)


def origin(comparison: Comparison) -> str:
    """Return where the published figures come from and what they measure, '' without any."""
    known = comparison.cells[comparison.cells["benchmark_source"] != ""]
    if known["benchmark_low"].isna().all():
        return ""
    row = known.iloc[0]
    told = _("Published: {source}; year of the data: {year}.", source=row["benchmark_source"], year=row["benchmark_year"])
    if comparison.measure.key == "engagement_rate":
        told += " " + _("Only sources that divide by {basis} are compared.", basis=comparison.basis)
    return told


def size_matters(comparison: Comparison) -> str:
    """Return whether larger cells (cost or followers) do better, by rank correlation over the well-filled cells."""
    solid = comparison.cells[comparison.cells["n"] >= FEW]
    by_cost = "cost" in solid
    size = solid["cost" if by_cost else "followers"]
    what = measure_name(comparison)
    if len(solid) < 4:
        return _("Too few groups to say whether size matters")
    together = float(size.rank().corr(solid["estimate"].rank())) * (-1 if comparison.measure.lower_is_better else 1)
    if abs(together) < 0.4:
        return _("More money has not meant better {what}", what=what) if by_cost else _("Size says little about {what}", what=what)
    if by_cost:
        better = _("Where more was spent, {what} was better", what=what)
        return better if together > 0 else _("Where more was spent, {what} was worse", what=what)
    return _("Larger accounts have better {what}", what=what) if together > 0 else _("Larger accounts have lower {what}", what=what)


def few(comparison: Comparison) -> str:
    """Return the caveat for cells of few rows, '' when there are none."""
    thin = int((comparison.cells["n"] < FEW).sum())
    unit = _("creators") if comparison.unit == "creators" else _("partnerships")
    if not thin:
        return ""
    return _("{thin} of {all} groups rest on fewer than {few} {unit}: hints, not results.",
             thin=thin, all=len(comparison.cells), few=FEW, unit=unit)  # fmt: skip


def axis(comparison: Comparison, settings: Settings) -> str:
    """Return the axis title of the measure, with its unit."""
    name = measure_name(comparison)
    name = name[:1].upper() + name[1:]
    if comparison.measure.kind == "money":
        return _("{name}, {currency}", name=name, currency=settings.currency)
    if comparison.measure.kind == "multiple":
        return _("{name}, times the cost", name=name)
    return _("{name}, people", name=name) if comparison.measure.kind == "count" else _("{name}, %", name=name)


def standing(comparison: Comparison, row: pd.Series, settings: Settings) -> str:
    """Return one cell's estimate with its range and n."""
    name = cell_name(comparison.by, tuple(row[column] for column in comparison.by))
    written = {key: figure(comparison.measure, row[key], settings) for key in ("estimate", "low", "high")}
    return _("{name}: {estimate}, range {low} to {high}, n = {n}", name=name, n=number(row["n"], settings.locale), **written)


def formula(comparison: Comparison) -> str:
    """Return how the measure is computed, in a sentence; and how many rates are as a file states them."""
    if comparison.measure.key != "engagement_rate":
        return _(
            "{name} = {formula}; sums, not averages of rates.", name=comparison.measure.label, formula=comparison.measure.formula
        )
    parts = " + ".join(ENGAGEMENT_PARTS[comparison.basis])
    told = _("Engagement rate = ({parts}) per post ÷ {basis}, medians over posts.", parts=parts, basis=comparison.basis)
    stated = int(comparison.rows["stated"].sum()) if "stated" in comparison.rows else 0
    if not stated:
        return told
    more = _("{stated} of {all} creators give a rate or a total only; what it counts is not known.",
             stated=stated, all=int(comparison.rows["gain"].notna().sum()))  # fmt: skip
    return f"{told} {more}"


def behind(comparison: Comparison, cell: Cell, count: int) -> str:
    """Return the heading over the rows behind a cell."""
    name = cell_name(comparison.by, cell)
    if count == 1:
        return _("Behind {name}: a single one", name=name)
    if comparison.unit == "creators":
        return _("Behind {name}: {count} creators", count=count, name=name)
    return _("Behind {name}: {count} partnerships", count=count, name=name)


def cells_of(comparison: Comparison, frame: pd.DataFrame) -> list[Cell]:
    """Return the labels of each row of ``frame`` as a cell."""
    return list(frame[list(comparison.by)].itertuples(index=False, name=None))
