"""Every page draws, or teaches, on whatever part of a workspace is there."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.dataset import Settings, build_dataset
from lib.ingest import read_file
from lib.ingest.model import Import
from lib.ui.state import Workspace

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*/*.py"))
PARTS = {
    "nothing": (),
    "creators": ("creators",),
    "campaigns": ("campaigns",),
    "posts": ("posts",),
    "orders": ("orders",),
    "payouts": ("payouts",),
    "all but creators": ("campaigns", "posts", "orders", "payouts", "traffic", "media_mix"),
}


_CAMPAIGN = "Campaign,Handle,Platform,Partnership model,Discount code,Start,End,Fee,Revenue,Refunds,Impressions,Clicks,Orders\n"
_ORDER = "Order ID,Discount code,Order date,Revenue,Refunds,Tax,Discount,Currency,Customer,Survey answer,Landing page\n"
NASTY = {
    "money below zero, dates swapped": {
        "campaigns.csv": _CAMPAIGN + "".join(
            f"S{i % 2},c{i},TikTok,sponsored,A{i},2025-05-01,2025-04-01,-{i}00,-100,500,-5,-1,-1\n" for i in range(1, 9)
        ),
        "orders.csv": _ORDER + "".join(f"{i},A{i % 5},,{-i * 10},{i * 100},{i * 50},-5,EUR,c{i},@c1,/x\n" for i in range(1, 40)),
    },
    "one sale among many costs": {
        "campaigns.csv": _CAMPAIGN + "".join(f"S{i},c{i},TikTok,sponsored,A{i},,,{i}00,,,,,\n" for i in range(1, 150)),
        "orders.csv": _ORDER + "1,NOBODY,2025-01-05,10,,,,,,,\n2,A7,2025-01-05,99999,,,,,,,\n",
    },
    "astronomic": {
        "campaigns.csv": _CAMPAIGN
        + "".join(f"S{i},c{i},TikTok,hybrid,A{i},2025-01-01,2025-02-01,1e15,1e17,0,1e15,1e12,1e9\n" for i in range(1, 9)),
    },
    "all alike": {"campaigns.csv": _CAMPAIGN + "S,anna,TikTok,sponsored,A,2025-01-01,2025-02-01,100,100,5,100,10,1\n" * 12},
}  # fmt: skip
EXTREMES = Settings(
    gross_margin=0.0, vat_rate=0.2, discount_is_cost=True, later_orders_count=True, internal_hourly_cost=50,
    hours_per_partnership=3, tools_total=1000, tools_shared="cost", content_value_per_post=20, commission_rate=0.1,
    product_value=30, target_roi=0.0, rates=(("EUR", 1.1),),
)  # fmt: skip


@pytest.mark.parametrize("settings", [Settings(), EXTREMES], ids=["plain", "extreme settings"])
@pytest.mark.parametrize("files", NASTY.values(), ids=NASTY.keys())
def test_no_page_fails_on_nasty_money(files: dict[str, str], settings: Settings) -> None:
    imports = tuple(read_file(text.encode(), name) for name, text in files.items())
    _visit_all(imports, settings)


@pytest.mark.parametrize("files", PARTS.values(), ids=PARTS.keys())
def test_no_page_fails(files: tuple[str, ...]) -> None:
    imports = tuple(read_file(ROOT / "sample_data" / f"{name}.csv", f"{name}.csv") for name in files)
    _visit_all(imports, Settings())


def _visit_all(imports: tuple[Import, ...], settings: Settings) -> None:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.session_state["workspace"] = Workspace(imports, settings, build_dataset(list(imports), settings), is_sample=False)
    at.run()
    for page in PAGES:
        at.switch_page(page).run()
        assert not at.exception and not at.error, f"{page} with {[read.name for read in imports]}"
        assert at.title, page
