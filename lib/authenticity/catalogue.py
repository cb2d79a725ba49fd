"""Every sign as a table: what it is read from, how it is worked out, which way is suspicious, and whose figures are its norm."""

import pandas as pd

from lib.authenticity.explain import datum
from lib.authenticity.features import FEATURES
from lib.authenticity.measures import BY_NAME
from lib.authenticity.norms import all_sources_of
from lib.text import _


def catalogue() -> pd.DataFrame:
    """Return one row per sign, the heaviest first: sign, formula, suspicious, weight (share of all evidence), needs, source."""
    whole = sum(feature.weight for feature in FEATURES)
    rows = [
        {
            "sign": feature.label[:1].upper() + feature.label[1:],
            "formula": feature.formula or BY_NAME[feature.measure].formula,
            "suspicious": _("when lower than peers") if feature.side == "low" else _("when higher than peers"),
            "weight": feature.weight / whole,
            "needs": ", ".join(datum(name) for name in feature.needs),
            "source": all_sources_of(feature.measure) or _("no norm needed: it is there or not"),
        }
        for feature in FEATURES
    ]
    return pd.DataFrame(rows).sort_values("weight", ascending=False, kind="stable").reset_index(drop=True)
