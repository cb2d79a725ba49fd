"""What the address of a link says: its page, the partner it names, the UTM tags it carries."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.dataset.names import tag

_PARTNER = "ref|aff|affiliate|aff_?id|affiliate_id|via|partner|partner_id|rfsn|sref|click_?ref|sub_?id|sca_ref|tag"
_READ = {
    "page": r"^\s*(?:[A-Za-z]+:)?(?://)?[^/?#\s]*(?P<page>/[^?#\s]*)",
    "partner": rf"[?&](?:{_PARTNER})=(?P<partner>[^&#\s]+)",
    "content": r"[?&]utm_content=(?P<content>[^&#\s]+)",
    "utm_source": r"[?&]utm_source=(?P<utm_source>[^&#\s]+)",
    "utm_campaign": r"[?&]utm_campaign=(?P<utm_campaign>[^&#\s]+)",
}


def read_links(links: pd.Series) -> pd.DataFrame:
    """Return what each address says: page (path, case folded), partner, utm_source, utm_campaign; missing where nothing.

    The partner is what a parameter such as ref names, else the UTM content. The page of a home page is missing: it is nobody's
    landing page.
    """
    codes, distinct = pd.factorize(links)
    texts = pa.array(distinct, pa.string())
    found = pd.DataFrame({name: _extracted(texts, pattern, name) for name, pattern in _READ.items()}, dtype="str")
    found["page"] = found["page"].str.rstrip("/").str.casefold().replace("", None)
    found["partner"] = found["partner"].fillna(found["content"]).map(tag, na_action="ignore")
    return found.drop(columns="content").reindex(codes).set_index(links.index)  # code −1 finds no row


def last_part(page: str) -> str:
    """Return the last part of a page's path: 'anna15' of '/discount/anna15'."""
    return page.rpartition("/")[2]


def _extracted(texts: pa.Array, pattern: str, name: str) -> list[str | None]:
    return pc.struct_field(pc.extract_regex(texts, f"(?i){pattern}"), name).to_pylist()
