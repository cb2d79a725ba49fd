"""The visitor's workspace in session state: which tables, which settings; the sample until files replace it."""

import gc
from dataclasses import dataclass, field, replace
from pathlib import Path

import streamlit as st
from babel import Locale, UnknownLocaleError

from lib.dataset import Dataset, Settings, build_dataset, with_marks, with_settings
from lib.ingest import read_file
from lib.ingest.model import Import
from lib.roi.currency import only_currency
from lib.roi.rates import in_currency

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"
_KEY = "workspace"


@dataclass(frozen=True)
class Workspace:
    """One visitor's files, settings, linked dataset, and what they decided on the way."""

    imports: tuple[Import, ...]
    settings: Settings
    dataset: Dataset
    is_sample: bool
    shortlist: frozenset[str] = field(default_factory=frozenset)  # creator_key values
    marks: tuple[tuple[str, bool], ...] = ()  # creator_key, confirmed genuine (True) or fake; named in the dataset's digest


@st.cache_resource(show_spinner="Reading the sample brand's year …", max_entries=2)
def _sample_imports() -> tuple[Import, ...]:
    files = sorted(path for path in SAMPLE.iterdir() if path.suffix == ".csv")
    return tuple(read_file(path, path.name) for path in files)


@st.cache_resource(show_spinner=False, max_entries=1)
def _sample_dataset() -> Dataset:
    return build_dataset(list(_sample_imports()))


def settle(above: int = 50_000) -> None:
    """Take what is loaded by now out of the garbage collector's sight, once more than ``above`` objects have gathered.

    Streamlit collects after every run and walks every cell and every imported class then: 130 ms with the sample, 8 ms without.
    """
    if len(gc.get_objects()) > above:
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def visitor_locale() -> str:
    """Return the browser's locale as Babel writes it, English (United States) when unknown."""
    asked = (st.context.locale or "en_US").replace("-", "_")
    try:
        return str(Locale.parse(asked))
    except (UnknownLocaleError, ValueError):
        return "en_US"


def workspace() -> Workspace:
    """Return this visitor's workspace, the sample one at first."""
    if _KEY not in st.session_state:
        load_sample(Settings(locale=visitor_locale()))
    return st.session_state[_KEY]


def load_sample(settings: Settings = Settings()) -> None:  # noqa: B008 - frozen
    """Put the sample brand's year into the workspace."""
    st.session_state[_KEY] = Workspace(_sample_imports(), settings, with_settings(_sample_dataset(), settings), is_sample=True)


def load_imports(imports: tuple[Import, ...], settings: Settings = Settings()) -> None:  # noqa: B008 - frozen
    """Replace the workspace's tables by ``imports`` (none: an empty workspace) and report in their currency when they state one."""
    dataset = build_dataset(list(imports), settings)
    currency = only_currency([dataset.campaigns, dataset.orders, dataset.payouts], settings)
    if currency != settings.currency:
        settings = in_currency(settings, currency)
        dataset = with_settings(dataset, settings)
    kept = _still_there(dataset)
    st.session_state[_KEY] = Workspace(imports, settings, with_marks(dataset, kept), is_sample=False, marks=kept)


def change_settings(**changes: object) -> None:
    """Put the workspace under changed settings; its rows are not linked again."""
    put_settings(replace(workspace().settings, **changes))


def put_settings(settings: Settings) -> None:
    """Put the workspace under these settings; its rows are not linked again."""
    now = workspace()
    dataset = with_marks(with_settings(now.dataset, settings), now.marks)
    st.session_state[_KEY] = replace(now, settings=settings, dataset=dataset)


def set_shortlist(keys: frozenset[str]) -> None:
    """Replace the shortlist of creators."""
    st.session_state[_KEY] = replace(workspace(), shortlist=keys)


def set_marks(marks: dict[str, bool]) -> None:
    """Replace what the visitor confirmed: creator_key -> genuine (True) or fake (False)."""
    now, kept = workspace(), tuple(sorted(marks.items()))
    st.session_state[_KEY] = replace(now, marks=kept, dataset=with_marks(now.dataset, kept))


def _still_there(dataset: Dataset) -> tuple[tuple[str, bool], ...]:
    """Return the visitor's marks on creators of ``dataset``; marks on the sample end with it."""
    now = st.session_state.get(_KEY)
    if now is None or now.is_sample or not now.marks:
        return ()
    keys = set(dataset.creators["creator_key"])
    return tuple(mark for mark in now.marks if mark[0] in keys)


def restore(before: Workspace) -> None:
    """Bring back a workspace as it was."""
    st.session_state[_KEY] = before
