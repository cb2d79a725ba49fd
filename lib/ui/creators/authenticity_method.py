"""How authenticity is scored, in plain words: the method, every sign, what was tried against what, and the limits."""

import pandas as pd
import streamlit as st

from lib.authenticity import FEWEST, TYPICAL_PEER, catalogue
from lib.authenticity.proof import planted, rivals
from lib.format import number
from lib.text import _
from lib.ui.parts import open_tab

METHOD = _(
    """
**1. Signs.** From your columns we work out ratios such as engagement per follower, comments per like and following per
follower. Follower history, posts, comments and audience add jumps, evenness, generic comments and where followers live.

**2. Peers.** Each ratio is compared with ordinary accounts of the same platform and size. The norms come from the sources
in the table of signs; your own file may move them a little, never much, so that a rotten file cannot redefine normal.

**3. Direction.** Only the suspicious side counts. Being better than peers never costs points, and who is far above peers
in likes and comments at once is called exceptional.

**4. Isolation forest.** It learns on a reference population of ordinary accounts how rare each value is. The rarer, the
more points it takes off. Signs of one kind (followers, likes, comments or views that are not real) add up; of several kinds
the strongest counts most, so that one clear fraud is not lost among much that is in order.

**5. Score.** A peer at the norm in everything scores {typical}, not 100: a spreadsheet cannot prove that anybody is real.
50 means: as likely inauthentic as ordinary, if {prior} in 100 accounts are inauthentic to begin with.

**6. What is missing** widens the range and lowers the confidence (half of your creators: {low}% or more). It never counts
as clean.

**7. What you know.** Creators you confirm score 100 or 0. From {fewest} marks on, all others are adjusted too: a little at
first, more with more marks, never out of their order.

**8. Whose benchmark.** Published engagement rates differ up to tenfold. Each verdict is worked out again under every
source and every cut into tiers; one that would flip is marked.
"""
)
LIMITS = _(
    """
**How well it works.** On public labelled account lists it ranks a fake below a real account in {kaggle} of 100 pairs on one
list and in {four} of 100 on a harder one. A single planted fraud, with the list alone to go by, is found less often: in
{least} to {most} of 100 pairs at four times the honest figure; comment pods in {pods}. A follower history, posts or comments
raise that. No label was fed to the model, but we did choose how much each sign weighs after looking at these lists and
planted frauds. Expect somewhat less on lists nobody has looked at.

**What it cannot know.** Well-made fraud that stays inside the peer range; why a number is unusual; anything your files do
not say. Norms marked as rules of thumb are what auditors publish, not measurements; two are assumed, and say so.
"""
)


@st.fragment
def method(frame: pd.DataFrame) -> None:
    """Explain how authenticity is scored, what it knows and what it cannot know; drawn when opened."""
    opened = st.expander(_("How authenticity is scored"), icon=":material/menu_book:", key="auth_method", on_change="rerun")
    if not opened.open:
        return
    with opened:
        views = {_("In plain words"): lambda: words(frame), _("Every sign"): signs, _("How well it works"): proof}
        open_tab(views, "auth_method_view")


def words(frame: pd.DataFrame) -> None:
    """Write the method."""
    known_of = number(100 * frame["confidence"].median())
    st.markdown(_(METHOD, typical=number(TYPICAL_PEER), prior="25", low=known_of, fewest=FEWEST))


def signs() -> None:
    """Draw the table of signs as the code holds it."""
    table = catalogue()
    column = st.column_config
    config = {
        "sign": column.TextColumn(_("Sign"), pinned=True, width=200),
        "weight": column.ProgressColumn(_("Share of evidence"), format="percent", max_value=float(table["weight"].max())),
        "suspicious": column.TextColumn(_("Suspicious")),
        "formula": column.TextColumn(_("Formula"), width="large"),
        "needs": column.TextColumn(_("Needs"), width="medium"),
        "source": column.TextColumn(_("Norm from"), width="large"),
    }
    alt = _("Every sign with its weight, direction, formula, needed columns and the source of its norm.")
    st.dataframe(table[list(config)], key="auth_catalogue", hide_index=True, height=420, column_config=config, alt=alt)


def proof() -> None:
    """Draw what was measured: pairs ranked rightly, beside other detectors and beside what could be known at best."""
    st.markdown(_(LIMITS, **_measured()))
    st.markdown(_("**Beside other detectors, on the same signs** (share of pairs ranked rightly; 50% is a coin)"))
    names = rivals().reset_index()
    share = {name: st.column_config.NumberColumn(name, format="percent") for name in names.columns[1:]}
    config = {"set": st.column_config.TextColumn(_("Set"), pinned=True)} | share
    alt = _("Share of pairs that each detector ranks rightly on each set.")
    st.dataframe(names, key="auth_rivals", hide_index=True, column_config=config, alt=alt)
    st.markdown(_("**Fraud planted at four times the honest figure**, with the list alone to go by"))
    config = {
        "list": st.column_config.TextColumn(_("List")),
        "fraud": st.column_config.TextColumn(_("Bought or faked")),
        "auc": st.column_config.NumberColumn(_("True Reach, told nothing"), format="percent"),
        "ceiling": st.column_config.NumberColumn(_("A judge who is told the fraud"), format="percent"),
    }
    alt = _("Share of pairs ranked rightly per planted fraud, beside the best possible.")
    st.dataframe(planted(), key="auth_planted", hide_index=True, column_config=config, alt=alt)


def _measured() -> dict[str, str]:
    """Return the figures that the words name, out of 100 pairs."""
    ours, found = rivals()["True Reach"], planted()
    real = found[found["list"].str.startswith("real")].set_index("fraud")["auc"]
    pods, others = real[real.index == "pods"], real[real.index != "pods"]
    return {
        "kaggle": number(100 * ours.filter(like="Kaggle").iloc[0]), "four": number(100 * ours.filter(like="Four classes").iloc[0]),
        "least": number(100 * others.min()), "most": number(100 * others.max()),
        "pods": _("{low} to {high}", low=number(100 * pods.min()), high=number(100 * pods.max())),
    }  # fmt: skip
