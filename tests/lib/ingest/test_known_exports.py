"""Exports and sheets of marketers: kind, rows, mapping and values, against what a careful reader takes from them."""

import csv
from io import StringIO

import pandas as pd
import pytest

from lib.dataset import build_dataset
from lib.ingest import read_file
from tests.lib.ingest.exports_affiliates import affiliates
from tests.lib.ingest.exports_platforms import platforms
from tests.lib.ingest.exports_shops import shops
from tests.lib.ingest.exports_tools import tools
from tests.lib.ingest.known_exports import EVERY, Written, exports
from tests.lib.ingest.marketers_lists import lists
from tests.lib.ingest.marketers_results import results
from tests.lib.ingest.public_lists import public_lists


def _plain(series: pd.Series) -> list:
    """Return a column as plain values: days as ISO text, numbers rounded, missing as None."""
    if pd.api.types.is_datetime64_any_dtype(series):
        series = series.dt.strftime("%Y-%m-%d")
    values = [None if pd.isna(value) else value for value in series.tolist()]
    return [round(value, 6) if isinstance(value, float) else value for value in values]


OF_TOOLS = [*platforms(), *shops(), *affiliates(), *tools()]
EVERY_FILE = [*exports(), *OF_TOOLS, *lists(), *results(), *public_lists()]


@pytest.mark.parametrize("written", EVERY_FILE, ids=lambda written: written.name)
def test_a_file_is_read_as_its_author_meant_it(written: Written) -> None:
    every = read_file(written.data, written.file).tables
    tables = every if written.at == EVERY else [every[written.at]]
    frame = pd.concat([table.frame for table in tables]).sort_index(kind="stable")
    assert {table.kind for table in tables} == {written.kind}
    assert {name: _plain(frame[name]) if name in frame else "not there" for name in written.cells} == written.cells
    assert not [name for name in written.never if name in frame]
    reasons = [row.reason for table in tables for row in table.ledger.set_aside]
    assert {reason: reasons.count(reason) for reason in written.aside} == written.aside
    assert all(table.ledger.balanced for table in tables)


@pytest.mark.parametrize("written", [one for one in OF_TOOLS if one.at != EVERY], ids=lambda written: written.name)
def test_the_order_of_columns_is_irrelevant(written: Written) -> None:
    first = read_file(written.data, written.file).tables[0]
    rows = [first.grid.header, *first.grid.frame().to_numpy().tolist()]
    text = StringIO()
    text.write(f"{first.grid.title}\n" if first.grid.title else "")
    csv.writer(text).writerows(row[::-1] for row in rows)
    turned = read_file(text.getvalue().encode(), written.file).tables[0]
    assert turned.kind == first.kind
    assert turned.mapping == first.mapping
    for name in first.mapping:
        assert _plain(turned.frame[name]) == _plain(first.frame[name])


def test_visits_by_day_under_visits_by_source_count_once() -> None:
    written = next(one for one in OF_TOOLS if one.name == "GA4 channels with total and chart")
    found = read_file(written.data, written.file)
    assert [table.mapping.get("sessions") for table in found.tables] == ["Sessions", None]
    assert "so they do not count a second time" in found.problems[0].message
    assert build_dataset(found).traffic["sessions"].sum() == 2400


def test_an_export_that_no_page_counts_is_named() -> None:
    written = next(one for one in OF_TOOLS if one.name == "TikTok overview across New Year")
    (problem,) = read_file(written.data, written.file).problems
    assert problem.message.startswith("This is the export “TikTok account overview”")


GA4 = {
    "German": "Sitzung – Standard-Channelgruppe,Sitzungen,Sitzungen mit Interaktionen,Schlüsselereignisse,Gesamtumsatz",
    "Spanish": "Grupo de canales predeterminado de la sesión,Sesiones,Sesiones con interacción,Eventos clave,Ingresos totales",
    "Portuguese": "Grupo de canais padrão da sessão,Sessões,Sessões engajadas,Eventos principais,Receita total",
    "Italian": "Gruppo di canali predefinito sessione,Sessioni,Sessioni con coinvolgimento,Eventi chiave,Entrate totali",
    "French": "Groupe de canaux par défaut de la session,Sessions,Sessions avec engagement,Événements clés,Revenu total",
}


@pytest.mark.parametrize("language", GA4)
def test_visits_by_channel_in_other_languages(language: str) -> None:
    text = f"# GA4\n# x: 20260601\n# y: 20260630\n{GA4[language]}\nOrganic Social,1200,800,51,3100.25\nDirect,700,400,25,1500\n"
    frame = read_file(text.encode(), "ga4.csv").tables[0].frame
    assert frame[["channel", "sessions", "engaged_sessions", "orders", "revenue"]].to_numpy().tolist() == [
        ["Organic Social", 1200, 800, 51, 3100.25],
        ["Direct", 700, 400, 25, 1500],
    ]
    assert set(frame["date"].dt.strftime("%Y-%m-%d")) == {"2026-06-01"}
