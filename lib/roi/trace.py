"""How the figures of returns come about: formulas with numbers, and the ledger lines that each number adds up."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.format import money as written_money
from lib.format import number, percent
from lib.roi.components import LABELS
from lib.roi.entries import NOTES, TAX
from lib.roi.lines import Money, money_lines
from lib.roi.returns import labels_of
from lib.roi.value import SALES
from lib.settings import Settings
from lib.text import _
from lib.trace import Trace

NAMES: MappingProxyType[str, str] = MappingProxyType(
    {
        "roi": _("ROI"), "roi_direct": _("ROI, direct sales only"), "roas": _("ROAS"), "profit": _("Profit"),
        "cost": _("Cost"), "value": _("Value"), "revenue": _("Direct sales"),
    }
)  # fmt: skip
_TERMS: Mapping[str, tuple[str, ...]] = {
    "roi": ("value", "cost"), "roi_direct": ("revenue", "cost"), "roas": ("revenue", "cost"), "profit": ("value", "tax", "cost"),
    "cost": ("cost",), "value": ("value",), "revenue": ("revenue",),
}  # fmt: skip
_CALLED = {
    "value": _("Value"),
    "cost": _("Cost"),
    "revenue": _("Direct sales"),
    "tax": _("Tax in sales"),
    "goods": _("Cost of goods"),
}


def pairs_of_group(money: Money, frame: pd.DataFrame, by: str | pd.Series | None, label: str) -> np.ndarray:
    """Return which pairs of ``money`` belong to the deals (indexed by pair) of group ``label``."""
    flag = np.zeros(len(money.keys.creator), dtype=bool)
    flag[frame.index[(labels_of(frame, by) == label).to_numpy()]] = True
    return flag


def figure_trace(dataset: Dataset, money: Money, figure: str, row: pd.Series, pairs: np.ndarray | None = None) -> Trace:
    """Return how ``figure`` (a key of ``NAMES``) of one ``row`` of returns came about.

    ``pairs`` (flag per pair of ``money``, None: all) are those the row is made of; amounts are in the reporting currency.
    The terms of the trace add up to the numbers of the formula.
    """
    whole = side_lines(dataset, money, {_CALLED[term]: term for term in _TERMS[figure]}, pairs)
    sold = goods(row, dataset.settings) if figure == "profit" else 0.0
    derived = ((_CALLED["goods"], _("computed"), -sold),) if sold else ()
    steps = (formula(figure, row, dataset.settings), *_where_from(figure, row, dataset.settings))
    return Trace(NAMES[figure], steps, whole, derived, dataset.settings.currency)


def group_trace(dataset: Dataset, money: Money, name: str, row: pd.Series, pairs: np.ndarray) -> Trace:
    """Return how ROI, direct ROI, ROAS, profit and break-even fee of one group came about.

    ``row``: the group's row of returns with fee and break_even_fee (``lib.roi.break_even_fee``); ``pairs`` as in
    ``figure_trace``.
    """
    settings = dataset.settings
    steps = [*formulas(row, settings), *_where_from("profit", row, settings)]
    if row["break_even_fee"] == row["break_even_fee"]:
        names = ("fee", "profit", "break_even_fee")
        told = {name: written_money(row[name], settings.currency, settings.locale, cents=True) for name in names}
        steps.append(_("Break-even fee = fee paid + profit, at least 0 = {fee} + {profit} = {break_even_fee}", **told))
    rows = side_lines(dataset, money, {_CALLED[side]: side for side in ("value", "tax", "cost")}, pairs)
    return Trace(name, tuple(steps), rows, unit=settings.currency)


def side_lines(dataset: Dataset, money: Money, terms: Mapping[str, str], pairs: np.ndarray | None = None) -> pd.DataFrame:
    """Return the readable ledger lines behind several numbers, as the rows of a ``lib.trace.Trace``.

    ``terms``: how each number is called → 'value', 'cost', 'revenue' or 'tax'.
    """
    lines = money_lines(dataset, money, pairs)
    rows = [readable(dataset, lines[_belongs(lines, side)]).assign(term=name) for name, side in terms.items()]
    whole = pd.concat(rows, ignore_index=True).drop(columns="counted")
    whole = whole if whole["note"].any() else whole.drop(columns="note")
    return whole[["term", *whole.columns.drop("term")]]


def _belongs(lines: pd.DataFrame, term: str) -> pd.Series:
    if term == "tax":
        return lines["note"] == NOTES[TAX]
    if term == "revenue":
        return lines["counted"] & lines["component"].isin(SALES)
    return lines["counted"] & (lines["side"] == term)


def goods(row: pd.Series, settings: Settings) -> float:
    """Return what the goods cost that one row of returns sold: (1 − gross margin) × net sales."""
    return (1 - settings.gross_margin) * float(np.nan_to_num(row["net_sales"]))


def formula(figure: str, row: pd.Series, settings: Settings) -> str:
    """Return the formula of a figure (a key of ``NAMES``) with the numbers of one row of returns filled in."""
    written = _written(row, settings)
    return {
        "roi": _("ROI = (value − cost) / cost = ({value} − {cost}) / {cost} = {roi}"),
        "roi_direct": _("ROI, direct sales only = (direct sales − cost) / cost = ({revenue} − {cost}) / {cost} = {roi_direct}"),
        "roas": _("ROAS = direct sales / cost = {revenue} / {cost} = {roas}"),
        "profit": _(
            "Profit = value − tax − cost of goods − cost = {value} − {tax} − {goods} − {cost} = {profit}"
        ),
        "cost": _("Cost = the sum of every part of cost = {cost}"),
        "value": _("Value = direct sales net of refunds + other value = {revenue} + {other} = {value}"),
        "revenue": _("Direct sales = sales − refunds = {revenue}"),
    }[figure].format(**written)  # fmt: skip


def formulas(row: pd.Series, settings: Settings) -> list[str]:
    """Return how ROI, direct ROI, ROAS and profit of one row of returns come about, with its numbers filled in."""
    return [formula(figure, row, settings) for figure in ("roi", "roi_direct", "roas", "profit")]


def _written(row: pd.Series, settings: Settings) -> dict[str, str]:
    where = settings.locale
    known = row.fillna({"tax": 0.0})
    amounts = {name: known[name] for name in ("cost", "value", "revenue", "profit", "net_sales")}
    amounts |= {"tax": -known["tax"], "goods": goods(row, settings)}
    amounts["other"] = known["value"] - np.nan_to_num(known["revenue"])
    written = {name: written_money(amount, settings.currency, where, cents=True) for name, amount in amounts.items()}
    written |= {name: percent(known[name], where, 1) for name in ("roi", "roi_direct")}
    return written | {"roas": number(known["roas"], where, 2), "margin": percent(settings.gross_margin, where, 1)}


def _where_from(figure: str, row: pd.Series, settings: Settings) -> Iterable[str]:
    """The numbers of a formula that are themselves computed."""
    if figure != "profit":
        return ()
    if settings.gross_margin == 1:
        return (_("No gross margin is set, so the goods sold count as free."),)
    text = _("Cost of goods = (1 − gross margin) × net sales = (1 − {margin}) × {net_sales} = {goods}")
    return (text.format(**_written(row, settings)),)


def readable(dataset: Dataset, lines: pd.DataFrame) -> pd.DataFrame:
    """Return ledger lines ready to read: what each is called, the file and row it stands in, creator and campaign.

    Columns: part, amount, counted, note, basis, table, file, line, creator, campaign, currency, own_amount.
    """
    parts = []
    for kind in lines["table"].cat.categories:
        own = lines[lines["table"] == kind]
        source = getattr(dataset, kind)[["source_file", "source_row"]].reindex(own["row"]).set_axis(own.index)
        parts.append(own.assign(file=source["source_file"].where(source["source_file"] != "", kind), line=source["source_row"]))
    whole = pd.concat(parts).sort_index() if parts else lines.assign(file="", line=0)
    label = dataset.creators.set_index("creator_key")["label"].str.removeprefix("@")  # a spreadsheet takes @ for a formula
    texts = {name: whole[name].astype("str") for name in ("note", "basis", "table", "currency")}
    return pd.DataFrame(
        {
            "part": whole["component"].map(LABELS).astype("str"),
            "amount": whole["amount"],
            "counted": whole["counted"],
            "note": texts["note"],
            "basis": texts["basis"],
            "table": texts["table"],
            "file": whole["file"],
            "line": whole["line"],
            "creator": whole["creator_key"].astype("str").map(label),
            "campaign": whole["campaign_key"].astype("str"),
            "currency": texts["currency"],
            "own_amount": whole["own_amount"],
        }
    ).reset_index(drop=True)
