"""Bytes to text: byte-order marks, UTF-8, and legacy encodings told apart by what their text would look like.

A legacy encoding is judged by the language that explains most of its letters beyond ASCII, less what no language writes:
capitals inside words, signs inside words, long runs of accented Latin letters.
"""

import codecs
import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE_BYTES, PIECE = 20_000, 400
SAFE = 0x30  # no encoding uses a byte below for the second half of a character
BEYOND, BETWEEN = re.compile(rb"[\x80-\xff]"), re.compile(rb"[\x00-\x2f]")
COMMONEST = 0.03  # head start of the encoding most exports without UTF-8 are written in
COMMON_SIGNS = frozenset("–—’‘“”„…•€£°©®™«»¿¡\u00a0№₽₪")
WIDE_SIGNS = frozenset("、。，！？：；（）「」『』《》・〜ー％＆＋\u3000")
OPENING = WIDE_SIGNS | frozenset("“„«‘’¿¡€£\u00a0–—·•")
CLOSING = WIDE_SIGNS | frozenset("”“»’…®™°€£\u00a0–—·№")
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "THAI", "HANGUL")
ALONE = re.compile(r"(?:^|[,;\t|\"]) ?([^\W\d_\x00-\x7f]) ?\d", re.MULTILINE)  # where a currency sign stands, a letter does not
IN_NUMBER = re.compile(r"\d[^\W\d_\x00-\x7f](?=\d)")  # where a space between thousands stands, a letter does not
C1 = re.compile("[\u0080-\u009f]")
C1_AS_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}


def decode(data: bytes) -> str:
    """Return the text of ``data``, without its byte-order mark; bytes that stand for nothing become U+FFFD."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _windows_signs(data.decode(encoding, "replace").lstrip("\ufeff"))
    wide = _wide(data[:4096])
    if wide:
        return data.decode(wide, "replace")
    try:
        return _windows_signs(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _windows_signs(_mostly_utf8(data) or data.decode(legacy(data), "replace"))


def _windows_signs(text: str) -> str:
    """Read control characters U+0080–U+009F as the Windows signs they were meant to be, as every browser does."""
    return text.translate(C1_AS_WINDOWS) if C1.search(text) else text


def _wide(head: bytes) -> str | None:
    """Return UTF-16 or UTF-32 when the zero bytes of ``head`` stand at every second or fourth place."""
    if len(head) < 4 or b"\x00" not in head:
        return None
    zeros = [head[i::4].count(0) / max(1, len(head[i::4])) for i in range(4)]
    if min(zeros[1:]) > 0.9 and zeros[0] < 0.1:
        return "utf-32-le"
    if min(zeros[:3]) > 0.9 and zeros[3] < 0.1:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if odd > 0.3 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 and odd < 0.05 else None


def _mostly_utf8(data: bytes) -> str | None:
    """Return the text of a UTF-8 file into which a few foreign bytes have strayed, those read as Windows-1252."""
    text = data.decode("utf-8", "surrogateescape")
    strange, beyond = (len(text) - len(text.encode(encoding, "ignore").decode()) for encoding in ("utf-8", "ascii"))
    if strange * 5 > beyond:
        return None
    return re.sub("[\udc80-\udcff]", lambda one: bytes([ord(one[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def legacy(data: bytes) -> str:
    """Return the name of the 8-bit or double-byte encoding that makes the best sense of ``data``."""
    sample = _telling(data)
    scores = {encoding: _score(sample, encoding) for encoding in (*_letters()["encodings"], *_letters()["double_byte"])}
    scores["cp1252"] += COMMONEST
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] > 0 else "cp1252"


def _telling(data: bytes) -> bytes:
    """Return the neighbourhoods of bytes beyond ASCII, as many as fit the sample, cut where no character can be cut."""
    pieces, end, size = [], 0, 0
    while size < SAMPLE_BYTES and (found := BEYOND.search(data, end)):
        start = found.start()
        while start > end and data[start - 1] >= SAFE:
            start -= 1
        stop = BETWEEN.search(data, found.start() + PIECE)
        end = stop.start() if stop else len(data)
        pieces.append(data[start:end])
        size += end - start
    return b"\n".join(pieces)


@cache
def _letters() -> dict[str, dict]:
    """Return the alphabets beside this file: languages, encodings, double_byte."""
    return tomllib.loads((Path(__file__).parent / "alphabets.toml").read_text(encoding="utf-8"))


@cache
def _weights(language: str) -> dict[str, float]:
    """Return letter -> weight: 1 for the frequent half of a language's letters, 0.85 for the rest."""
    letters = _letters()["languages"][language]
    half = len(letters) // 2
    return {case: 1.0 if i < half else 0.85 for i, letter in enumerate(letters) for case in (letter, letter.upper())}


def _score(sample: bytes, encoding: str) -> float:
    """Return how well ``sample`` reads in ``encoding``: 1 at best, negative when it cannot be."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return -1.0
    beyond = Counter(character for character in text if character > "\x7f")
    total = sum(beyond.values())
    if not total:
        return 0.0
    if encoding in _letters()["double_byte"]:
        return _double_byte(beyond, encoding) - _oddities(text) / total
    known = [sum(count * _weights(one).get(c, 0.0) for c, count in beyond.items()) for one in _letters()["encodings"][encoding]]
    union = sum(count for c, count in beyond.items() if any(c in _weights(one) for one in _letters()["encodings"][encoding]))
    signs = sum(count for c, count in beyond.items() if c in COMMON_SIGNS)
    return (max(max(known), 0.85 * union) + 0.7 * signs - _oddities(text)) / total


def _double_byte(beyond: Counter[str], encoding: str) -> float:
    """Return the share of characters in the common half of a double-byte set, more when they are everyday ones."""
    script = _letters()["double_byte"][encoding]
    (low, high), half, everyday, japanese = script["leads"], 0.0, 0, encoding in ("cp932", "euc_jp")
    for character, count in beyond.items():
        pair = character.encode(encoding)
        kana = "\u3040" <= character <= "\u30ff"
        everyday += count * (character in script["common"] or (kana and japanese))
        if character in WIDE_SIGNS:
            half += count * 0.7
        elif len(pair) == 2 and low <= pair[0] <= high and pair[1] >= script["second"] and (japanese or not kana):
            half += count
    total = sum(beyond.values())
    return 0.6 * half / total + 0.4 * min(1.0, 4 * everyday / total)


@cache
def _script(character: str) -> str:
    """Return the script of a letter or mark, '' for anything that is neither."""
    if not (character.isalpha() or unicodedata.combining(character)):
        return ""
    name = unicodedata.name(character, "")
    return next((script for script in SCRIPTS if name.startswith(script)), "WIDE" if character > "\u2e80" else "OTHER")


def _oddities(text: str) -> float:
    """Return how often ``text`` does what no language does: mixed scripts, capitals or signs inside words, accented runs."""
    odd, run = 0.5 * sum(letter.isupper() for letter in ALONE.findall(text)) + len(IN_NUMBER.findall(text)), 0
    for left, right in pairwise(text):
        if left < "\x80" and right < "\x80":
            run = 0
            continue
        one, two = _script(left), _script(right)
        odd += _odd(left, right, one, two)
        run = run + 1 if one == two == "LATIN" and left > "\x7f" < right else 0
        odd += 0.7 * (run > 1)
    return odd


def _odd(left: str, right: str, one: str, two: str) -> float:
    """Return how odd it is that ``right`` follows ``left``, of scripts ``one`` and ``two`` ('' for a sign)."""
    if one and two:
        return (one != two) + (left.islower() and right.isupper()) + (left == "ς")
    if one:
        return 0.5 * (right > "\x7f" and right not in CLOSING)
    if two:
        return 0.5 * (left > "\x7f" and left not in OPENING) + 0.5 * bool(unicodedata.combining(right))
    return 0.5 * (left > "\x7f" < right and left != right and left not in WIDE_SIGNS and right not in WIDE_SIGNS)
