"""What the user asks of a roster: how many posts, limits per group, who must or must not be in, who never together."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from lib.benchmarks import TIER_ORDER
from lib.dataset import Dataset
from lib.schema import PLATFORM_LABELS
from lib.text import _
from lib.ui.parts import safe_markdown

Limit = tuple[str, str, float | None, float | None, float | None]  # kind, label, at least, at most, at most as a share

LIMITS, RIVALS = "roster_limits", "roster_rivals"  # session keys: (kind, label) -> what was typed; sets of creator keys
KINDS = {"tier": _("Tier"), "platform": _("Platform"), "category": _("Category"), "country": _("Country")}
_KEPT = {"persist_state": "session"}
_LABELS = 12  # of a kind are offered for limits: those with the most creators
_NAMES = 2_000  # creators are offered by name: those worth most


@dataclass(frozen=True)
class Choice:
    """What the user asks of the roster; hashable, so that it can name a cached result. Creators by creator_key."""

    budget: float
    posts: int
    count: tuple[int, int | None]
    new: int
    authenticity: int
    overlap: float
    limits: tuple[Limit, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    rivals: tuple[tuple[str, ...], ...]


def choice(budget: float, pool: pd.DataFrame, dataset: Dataset, floor: int) -> Choice:
    """Draw the controls: three that everybody needs, the rest folded away. ``pool``: the candidates with name and group labels."""
    first, second, third = st.columns(3)
    posts = first.number_input(_("Posts per creator at most"), 1, 8, 3, key="roster_posts", **_KEPT,
                               help=_("Each further post of one creator adds less than the one before."))  # fmt: skip
    most = second.number_input(_("Creators at most"), 1, None, None, key="roster_most", placeholder=_("no limit"), **_KEPT)
    new = third.number_input(_("New creators at least"), 0, len(pool), 0, key="roster_new", **_KEPT,
                             help=_("Creators without a partnership in your data."))  # fmt: skip
    typed = _stored(LIMITS)
    with st.expander(_more(len(typed), len(st.session_state.get(RIVALS, []))), icon=":material/rule:"):
        _limits(pool)
        include, exclude = _people(pool, dataset)
        left, right = st.columns(2)
        least = left.number_input(_("Creators at least"), 0, len(pool), 0, key="roster_least", **_KEPT)
        overlap = right.slider(
            _("Audience two alike creators share"), 0, 50, 5, format="%d%%", key="roster_overlap", **_KEPT,
            help=_("Alike: same country, category and platform. An assumption, as no file states it: 0 adds all audiences up."),
        )  # fmt: skip
    labels = set(zip(*_kinds(pool), strict=True)) if len(pool) else set()
    limits = tuple((*key, *values) for key, values in sorted(typed.items()) if key in labels)
    rivals = tuple(kept for rule in st.session_state.get(RIVALS, []) if len(kept := tuple(k for k in rule if k in pool.index)) > 1)
    count = (int(least), None if most is None else int(most))
    return Choice(budget, int(posts), count, int(new), floor, overlap / 100, limits, include, exclude, rivals)


def _more(limits: int, rules: int) -> str:
    if not limits + rules:
        return _("Limits, conflicts and shared audiences")
    return _("Limits, conflicts and shared audiences: {n} set", n=limits + rules)


def _stored(key: str) -> dict:
    return st.session_state.setdefault(key, {})


def _kinds(pool: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return kind and label of every group that may be limited, in the order of the table."""
    found = []
    for kind in KINDS:
        labels = pool[kind].dropna().astype("str").value_counts().head(_LABELS).index.tolist()
        ranked = sorted(labels, key=TIER_ORDER.index) if kind == "tier" and set(labels) <= set(TIER_ORDER) else labels
        found += [(kind, label) for label in ranked] if len(labels) > 1 else []
    return [kind for kind, _label in found], [label for _kind, label in found]


def _limits(pool: pd.DataFrame) -> None:
    kinds, labels = _kinds(pool)
    keys = list(zip(kinds, labels, strict=True))
    if not keys:
        st.caption(_("All creators are of one tier, platform, category and country: there are no groups to limit."))
        return
    typed, number = _stored(LIMITS), st.column_config.NumberColumn
    shown = pd.DataFrame({"kind": [KINDS[kind] for kind in kinds], "label": [PLATFORM_LABELS.get(name, name) for name in labels]})
    shown["creators"] = [int((pool[kind].astype("str") == label).sum()) for kind, label in keys]
    for i, column in enumerate(("least", "most", "share")):
        shown[column] = pd.Series([typed.get(key, (None,) * 3)[i] for key in keys], dtype="float64")
    widget = f"{LIMITS}_{st.session_state.get('roster_version', 0)}"
    st.caption(_("How many creators of each group the roster holds. Empty: no limit."))
    st.data_editor(
        shown, key=widget, hide_index=True, disabled=["kind", "label", "creators"], on_change=_keep, args=(widget, keys),
        height=min(35 * len(shown) + 38, 330), placeholder="–",
        column_config={
            "kind": st.column_config.TextColumn(_("Group")),
            "label": st.column_config.TextColumn(_("Which"), pinned=True),
            "creators": number(_("Creators listed"), format="localized"),
            "least": number(_("At least"), min_value=0, step=1, width="small"),
            "most": number(_("At most"), min_value=0, step=1, width="small"),
            "share": number(_("At most, % of roster"), min_value=0, max_value=100, step=5, format="%d%%"),
        },
    )  # fmt: skip
    if typed:
        st.button(_("Clear limits"), key="roster_clear", icon=":material/filter_alt_off:", on_click=_clear)


def _keep(widget: str, keys: list[tuple[str, str]]) -> None:
    """Take edited cells over into what is stored and start a fresh editor on it."""
    typed = dict(_stored(LIMITS))
    for row, edits in st.session_state[widget]["edited_rows"].items():
        before = dict(zip(("least", "most", "share"), typed.get(keys[int(row)], (None,) * 3), strict=True))
        typed[keys[int(row)]] = tuple((before | edits).values())
    st.session_state[LIMITS] = {key: values for key, values in typed.items() if any(v is not None for v in values)}
    st.session_state["roster_version"] = st.session_state.get("roster_version", 0) + 1


def _clear() -> None:
    st.session_state[LIMITS] = {}
    st.session_state["roster_version"] = st.session_state.get("roster_version", 0) + 1


def _people(pool: pd.DataFrame, dataset: Dataset) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Draw who must be in, who is left out, and who are never together."""
    names = pool.sort_values("value", ascending=False, kind="stable")["name"].head(_NAMES)
    offered, show = names.index.tolist(), names.to_dict().get
    left, right = st.columns(2)
    include = left.multiselect(_("Must be in"), offered, format_func=show, key="roster_include", placeholder=_("nobody"), **_KEPT)
    exclude = right.multiselect(_("Leave out"), offered, format_func=show, key="roster_exclude", placeholder=_("nobody"), **_KEPT)
    brands = sorted(dataset.campaigns["brand"].dropna().astype("str").unique()) if "brand" in dataset.campaigns else []
    rivals = []
    if len(brands) > 1:
        rivals = st.multiselect(_("Leave out who worked for"), brands, key="roster_brands", placeholder=_("no brand"), **_KEPT)
    worked = dataset.campaigns[dataset.campaigns["brand"].isin(rivals)]["creator_key"].dropna() if rivals else []
    st.multiselect(
        _("Of these at most one"), offered, format_func=show, key="roster_together", placeholder=_("choose two or more"),
        help=_("Creators whose contracts or audiences exclude each other. Several such rules may be kept."),
    )  # fmt: skip
    chosen = st.session_state["roster_together"]
    with st.container(horizontal=True):
        st.button(_("Keep as a rule"), key="roster_rule", icon=":material/link_off:", disabled=len(chosen) < 2, on_click=_rule)
        if st.session_state.get(RIVALS):
            st.button(_("Undo last rule"), key="roster_unrule", icon=":material/undo:", on_click=st.session_state[RIVALS].pop)
    for rule in st.session_state.get(RIVALS, []):
        known = [safe_markdown(pool["name"].get(key, key)) for key in rule]
        st.caption(_("At most one of {names}.", names=", ".join(known)))
    shut = set(exclude) | (set(worked) & set(pool.index))
    return tuple(key for key in include if key in pool.index), tuple(sorted(shut))


def _rule() -> None:
    st.session_state.setdefault(RIVALS, []).append(tuple(st.session_state["roster_together"]))
    st.session_state["roster_together"] = []


def counts(limits: tuple[Limit, ...], place: int) -> dict[str, dict[str, float]]:
    """Return one column of the limits (2: least, 3: most) per kind and label."""
    found: dict[str, dict[str, float]] = {}
    for limit in limits:
        if limit[place] is not None and np.isfinite(limit[place]):
            found.setdefault(limit[0], {})[limit[1]] = float(limit[place])
    return found


def shares(limits: tuple[Limit, ...]) -> dict[str, dict[str, float]]:
    """Return the greatest shares (fractions) per kind and label."""
    return {kind: {label: share / 100 for label, share in found.items()} for kind, found in counts(limits, 4).items()}
