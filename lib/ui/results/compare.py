"""The compare page's choices, and the finished view of one: comparison, words and pictures."""

from dataclasses import dataclass
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.benchmarks import ENGAGEMENT_SOURCES, SOURCES, TIER_SCHEMES
from lib.charts import compare as charts
from lib.charts.base import safe
from lib.compare import FEW, GROUPS, MEASURES, Comparison, comparison, words
from lib.dataset import Dataset
from lib.format import number
from lib.metrics import BASES
from lib.settings import Settings
from lib.text import _
from lib.ui.cached import deals, scores
from lib.ui.parts import dark_page, safe_markdown

TICKS = {"rate": ".1~%", "money": "~s", "multiple": "~g", "count": "~s"}
NOTHING = "none"
MOST_ROWS, MOST_COLUMNS = 25, 18  # what a chart can hold
_URL = {"bind": "query-params"}


@dataclass(frozen=True)
class Choice:
    """What the visitor compares; settings chosen here hold for this page only."""

    metric: str
    by: tuple[str, ...]
    tier_scheme: str
    benchmark_source: str
    basis: str


def first_measure(dataset: Dataset) -> str:
    """Return the first measure of which the files hold figures: ROI when cost and value are known, else what is."""
    settings = dataset.settings
    fixed = (("tier", "platform"), settings.tier_scheme, settings.benchmark_source, settings.engagement_basis)
    return next((metric for metric in _FIRST if not view(dataset, Choice(metric, *fixed)).cells.empty), _FIRST[0])


_FIRST = ("roi", "engagement_rate", "cpm", "cpe", "authentic_share", "reach")


def chosen(dataset: Dataset) -> Choice:
    """Draw the controls and return the choice; every one is kept in the address of the page."""
    settings = dataset.settings
    first = st.columns([1.4, 1, 1])
    metrics = {key: measure.label for key, measure in MEASURES.items()}
    start = list(metrics).index(first_measure(dataset))
    metric = first[0].selectbox(_("Compare"), list(metrics), index=start, format_func=metrics.get, key="compare_metric", **_URL)
    groups = list(GROUPS)
    row = first[1].selectbox(_("By"), groups, format_func=words.group_name, key="compare_by", **_URL)
    others = [NOTHING, *groups]
    column = first[2].selectbox(
        _("And by"), others, index=2, format_func=lambda g: _("Nothing else") if g == NOTHING else words.group_name(g),
        key="compare_and", **_URL,
    )  # fmt: skip
    second = st.columns([1, 1.4, 1]) if metric == "engagement_rate" else st.columns([1, 2.4])[:1]
    scheme = second[0].selectbox(
        _("Tiers as cut by"), list(TIER_SCHEMES), index=list(TIER_SCHEMES).index(settings.tier_scheme),
        format_func=scheme_name, key="compare_tiers", **_URL,
    )  # fmt: skip
    source, basis = settings.benchmark_source, settings.engagement_basis
    if metric == "engagement_rate":
        sources = list(ENGAGEMENT_SOURCES)
        source = second[1].selectbox(
            _("Benchmark"), sources, index=sources.index(source), format_func=source_name, key="compare_source", **_URL
        )
        basis = second[2].selectbox(
            _("Engagements divided by"), list(BASES), index=BASES.index(basis), format_func=str.capitalize,
            key="compare_basis", **_URL,
        )  # fmt: skip
    by = (row,) if column in (NOTHING, row) else (row, column)
    return Choice(metric, by, scheme, source, basis)


def scheme_name(key: str) -> str:
    """Return how a tier scheme is called."""
    return {"guide_1": _("Guide 1"), "guide_2": _("Guide 2 / IZEA 2023"), "hypeauditor": _("HypeAuditor")}.get(key, key)


def source_name(key: str) -> str:
    """Return how a benchmark is called, with the year of its data."""
    source = SOURCES[key]
    if source.data_year[:4] in source.title or source.data_year == "not stated":
        return source.title
    return _("{title}, data of {year}", title=source.title, year=source.data_year)


@dataclass(frozen=True)
class View:
    """Everything about a choice that does not depend on a click: the comparison, its cells as drawn, words and pictures."""

    result: Comparison
    cells: pd.DataFrame
    title: str
    summary: str
    spread: str
    few: str
    published: str
    source: str
    size: str
    picture: go.Figure
    sizes: go.Figure


@st.cache_resource(show_spinner=False, max_entries=64)
def _view(digest: str, choice: Choice, dark: bool, _dataset: Dataset) -> View:
    scored = scores(_dataset) if choice.metric == "authentic_share" else None
    settings = _dataset.settings
    result = comparison(
        _dataset, deals(_dataset), scored, choice.by, choice.metric,
        tier_scheme=choice.tier_scheme, benchmark_source=choice.benchmark_source, engagement_basis=choice.basis,
    )  # fmt: skip
    cells, axis, ticks = drawn(result, settings), words.axis(result, settings), TICKS[result.measure.kind]
    most = MOST_COLUMNS if len(choice.by) > 1 else MOST_ROWS
    charted = cells[_largest(cells, "row", MOST_ROWS) & _largest(cells, "column", most)]
    if len(choice.by) == 2:
        rows, columns = (words.group_name(group) for group in choice.by)
        picture = charts.heatmap(charted, rows, columns, result.measure.lower_is_better, dark)
    else:
        picture = charts.intervals(charted, axis, ticks)
    left_out = _("The charts show the largest groups, the table all.") if len(charted) < len(cells) else ""
    size = _("Cost of the group, {currency}", currency=settings.currency) if "cost" in cells else _("Followers, median")
    told = (words.stability(result, settings), words.origin(result), words.formula(result))
    return View(
        result, cells,
        title=safe_markdown(words.headline(result, settings)),
        summary=words.summary(result, settings),
        spread=safe_markdown(words.spread(result, settings)),
        few=" ".join(part for part in (words.few(result), left_out) if part),
        published=words.against_published(result),
        source=safe_markdown(" ".join(part for part in told if part)),
        size=words.size_matters(result),
        picture=picture,
        sizes=charts.size_and_result(charted, size, axis, ticks),
    )  # fmt: skip


def view(dataset: Dataset, choice: Choice) -> View:
    """Return the view of a choice in the visitor's theme; shared, so never write to it."""
    return _view(dataset.digest, choice, dark_page(), dataset)


@dataclass(frozen=True)
class Answer:
    """Whether two groups differ: the sentence, each group's standing, what the mix does, the picture. Safe for Markdown."""

    told: str
    first: str
    second: str
    mix: str
    reverses: bool
    picture: go.Figure


@st.cache_resource(show_spinner=False, max_entries=256)
def _answer(digest: str, choice: Choice, a: int, b: int, _result: Comparison, _settings: Settings) -> Answer:
    result, settings = _result, _settings
    pair = words.cells_of(result, result.cells.loc[[a, b]])
    first, second = (safe_markdown(words.standing(result, result.cells.loc[place], settings)) for place in (a, b))
    mix, reverses = words.mix_told(result, *pair, settings)
    draws = {words.cell_name(result.by, cell): result.draws(cell) for cell in pair}
    picture = charts.overlap(draws, words.axis(result, settings), TICKS[result.measure.kind])
    told = safe_markdown(words.difference(result, *pair, settings))
    return Answer(told, first, second, safe_markdown(mix), reverses, picture)


def answer(dataset: Dataset, choice: Choice, a: int, b: int, result: Comparison) -> Answer:
    """Return whether groups ``a`` and ``b`` differ; shared, so never write to its picture."""
    return _answer(dataset.digest, choice, a, b, result, dataset.settings)


def _largest(cells: pd.DataFrame, column: str, count: int) -> pd.Series:
    """Return which cells belong to the ``count`` labels of a column with the most rows."""
    return cells[column].isin(cells.groupby(column)["n"].sum().nlargest(count).index)


def drawn(result: Comparison, settings: Settings) -> pd.DataFrame:
    """Return the cells as the charts take them: written figures, names, hover texts, position of the cell in ``customdata``."""
    cells = result.cells.reset_index(drop=True)
    write = partial(words.figure, result.measure, settings=settings)
    unit = _("creators") if result.unit == "creators" else _("partnerships")
    row, column = result.by[0], result.by[-1]
    frame = cells.assign(
        position=cells.index,
        name=words.names(result, cells),
        row=[words.label(row, value) for value in cells[row]],
        column=[words.label(column, value) for value in cells[column]],
        column_rank=cells[column].map({value: i for i, value in enumerate(result.ordered_labels(column))}).fillna(99),
        text=[write(value) for value in cells["estimate"]],
        small=[_("n = {n}", n=number(n, settings.locale)) for n in cells["n"]],
        solid=cells["n"] >= FEW,
        size=cells["cost"] if "cost" in cells else cells["followers"],
        range=[_range(write(low), write(high)) for low, high in zip(cells["low"], cells["high"], strict=True)],
        published=[words.benchmark(result, cell, settings) for _index, cell in cells.iterrows()],
        verdict_text=[words.verdict(cell) for _index, cell in cells.iterrows()],
        otherwise=["; ".join(names) for names in cells["disagreeing"]],
    )
    hover = [
        _("{name}<br>{text}, 90% range {range}<br>as measured {raw}, {n} {unit}", name=safe(c.name_), text=c.text, range=c.range,
          raw=write(c.raw), n=number(c.n, settings.locale), unit=unit)
        for c in frame.rename(columns={"name": "name_"}).itertuples()
    ]  # fmt: skip
    return frame.assign(hover=hover)


def _range(low: str, high: str) -> str:
    return _("{low} to {high}", low=low, high=high)
