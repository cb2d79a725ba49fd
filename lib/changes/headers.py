"""How the headers of two files differ: renamed, new and gone columns, with what each was understood as."""

from collections.abc import Mapping, Sequence

import pandas as pd

from lib.schema import column


def header_changes(
    kind: str, before: Mapping[str, str], after: Mapping[str, str], unread_before: Sequence[str], unread_after: Sequence[str]
) -> pd.DataFrame:
    """Return one row per header that differs: change ('renamed', 'new', 'gone'), meaning (label, '' when not understood), before,
    after (headers as written, '' when there is none).

    ``before`` and ``after``: canonical column → header (``Table.mapping``); the others are headers that were not understood.
    """  # fmt: skip
    rows = []
    for name in dict.fromkeys([*before, *after]):
        known = column(kind, name)
        rows.append((known.label if known else name, before.get(name, ""), after.get(name, "")))
    rows += [("", header, header if header in unread_after else "") for header in unread_before]
    rows += [("", "", header) for header in unread_after if header not in unread_before]
    frame = pd.DataFrame(rows, columns=["meaning", "before", "after"]).astype("str")
    frame.insert(0, "change", "renamed")
    frame.loc[frame["before"] == "", "change"] = "new"
    frame.loc[frame["after"] == "", "change"] = "gone"
    return frame[frame["before"] != frame["after"]].reset_index(drop=True)
