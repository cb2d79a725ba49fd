"""What a cell of text could be at first sight: enough to tell names from values, no more."""

import re
from functools import lru_cache

MISSING = {
    "-", "–", "—", ".", "..", "...", "?", "n/a", "na", "n.a.", "n.a", "#n/a", "n/a'", "nan", "nan%", "null",
    "none", "nil", "(blank)", "#value!", "#valor!", "#ref!", "#div/0!", "#name?", "#num!", "undefined", "🔒",
}
NUMBER = re.compile(
    r"[-+−(]?\s?(?:[A-Z]{0,3}[$€£¥₹₽₺₩₫฿₴₦₱]|(?:USD|EUR|GBP|Rp|RM|R\$|kr|zł|CHF)\.?)?\s?[-+−]?"
    r"(?:\d(?:[\d.,'’\s]*\d)?|[.,]\d+)(?:[eE][-+]?\d+)?"
    r"\s?(?:%|[KkMmBb]|mil|mio|Mio|Mrd|rb|jt|万|億|亿|萬|[A-Z]{3}|[€$£₽₺₹¥₫฿₴]|zł|kr|RM|pp)?\.?\)?"
)
MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
DATE = re.compile(
    rf"\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}(?:[T ,]+\d{{1,2}}:\d{{2}}\S*(?: ?[ap]\.?m\.?)?.{{0,12}})?"
    rf"|\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\.\d+)?(?: ?[ap]\.?m\.?)?"
    rf"|\d{{1,2}}[-/. ]{MONTHS}(?:[-/., ]+\d{{2,4}})?(?: \d{{1,2}}:\d{{2}}.*)?"
    rf"|{MONTHS}[-/. ]+\d{{1,2}}(?:,? \d{{4}})?(?:,? .*\d{{1,2}}:\d{{2}}.*)?|\d{{4}}[-/]\d{{1,2}}|{MONTHS}[- ]?\d{{2,4}}",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://\S+|www\.\S+|[^\s@]+@[^\s@]+\.\w+|@\S+", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")


@lru_cache(maxsize=65536)
def kind(cell: str) -> str:
    """Return 'blank', 'missing', 'number', 'date', 'address' or 'text'."""
    text = cell.strip()
    if not text:
        return "blank"
    if len(text) > 60:
        return "address" if ADDRESS.fullmatch(text) else "text"
    if text.lower() in MISSING:
        return "missing"
    if NUMBER.fullmatch(text):
        return "number"
    if any(character.isdigit() for character in text) and DATE.fullmatch(text):
        return "date"
    return "address" if ADDRESS.fullmatch(text) else "text"


def column_kind(cells: list[str]) -> str:
    """Return the kind most filled cells share (all but one of a few, nine of ten of many), else 'text'; 'blank' when none is."""
    kinds = [one for one in map(kind, cells) if one not in ("blank", "missing")]
    if not kinds:
        return "blank"
    for one in ("number", "date", "address"):
        if kinds.count(one) >= min(0.9 * len(kinds), max(len(kinds) - 1, 0.6 * len(kinds))):
            return one
    return "text"
