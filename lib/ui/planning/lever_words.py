"""How levers are named, explained, scaled and written."""

from dataclasses import dataclass
from math import ceil, floor, log10

from babel.numbers import get_currency_symbol

from lib.format import compact, money, number, percent
from lib.roi.levers import CUTOFF, MIX, MONTHS, REPLACE, SPEND, Baseline, Lever
from lib.settings import Settings
from lib.text import _

RIGHTS = "usage_rights"
LABELS = {
    "creators": _("Partnerships"),
    "posts": _("Posts per partnership"),
    "elasticity": _("Returns to scale"),
    "fee": _("Fee per post"),
    "product_cost": _("Product per partnership"),
    "handling_cost": _("Handling per partnership"),
    "commission_rate": _("Commission on sales"),
    RIGHTS: _("Usage rights"),
    "impressions": _("Impressions per post"),
    "click_rate": _("Clicks per impression"),
    "conversion_rate": _("Orders per click"),
    "order_value": _("Order value"),
    "content_value": _("Content value per post"),
    "discount": _("Discount given"),
    "refund_rate": _("Refunds"),
    "search_lift": _("Branded search"),
    "gross_margin": _("Gross margin"),
    CUTOFF: _("Authenticity cut-off"),
    REPLACE: _("Replace removed creators"),
}
_BASIS = {
    ("click_rate", "post"): _("Clicks per post"),
    ("conversion_rate", "impression"): _("Orders per impression"),
    ("conversion_rate", "post"): _("Orders per post"),
}
_SALES = {"click": _("Sales per click"), "impression": _("Sales per impression"), "post": _("Sales per post")}
HELP = {
    "product_cost": _("Product and shipping, for every partnership."),
    "handling_cost": _("Agency, tools and your own time, for every partnership."),
    "creators": _("One partnership is one creator in one campaign. More partnerships keep today's mix unless you change it."),
    "elasticity": _("1 means twice the posts bring twice the sales. At 0.7 they bring 1.6 times: audiences overlap and tire."),
    "discount": _("A discount lowers what each order brings; the goods cost the same. If it also sells more, move the conversion."),
    "gross_margin": _("What is left of sales after the cost of goods. It moves the profit; ROI counts sales in full."),
    "search_lift": _("Value of extra searches for your brand, as a share of direct sales. An estimate."),
    "content_value": _("What a post's content is worth to you when you reuse it. An estimate."),
    CUTOFF: _("Leaves out creators scored below this. Creators without a score stay."),
}
MIX_LABELS = {"tier": _("Tiers"), "platform": _("Platforms"), "model": _("Partnership models")}
RIGHTS_LABELS = {
    "today": _("as today"),
    "organic": _("organic only"),
    "limited": _("limited reuse"),
    "full": _("full rights"),
    "exclusive": _("exclusive"),
}


@dataclass(frozen=True)
class Scale:
    """How a lever is shown: ends and step of its slider in shown units, shown units per unit, and the format."""

    minimum: float
    maximum: float
    step: float
    factor: float
    format: str

    def rounded(self, value: float) -> float:
        """Return ``value`` (lever's unit) as the slider shows it: on its grid, within its ends."""
        steps = round((value * self.factor - self.minimum) / self.step)
        return round(min(max(self.minimum + steps * self.step, self.minimum), self.maximum), 10)


def scale_of(lever: Lever, settings: Settings) -> Scale:
    """Return the slider scale of a lever: from 0 to three times the baseline, and at least over its range."""
    if lever.unit == "score":
        return Scale(0.0, 95.0, 5.0, 1.0, "%d")
    if lever.unit == "power":
        return Scale(0.5, 1.0, 0.05, 1.0, "%.2f")
    factor = 100.0 if lever.unit == "rate" else 1.0
    top = max(3 * lever.base, 1.25 * lever.high) * factor or {"rate": 50.0, "money": 1000.0}.get(lever.unit, 10.0)
    if lever.unit == "rate" and lever.base * factor <= 100:
        top = 100.0 if lever.key == "gross_margin" else min(top, 90.0 if lever.key == "discount" else 100.0)
    step = _nice(top / 300)
    if lever.key == "creators":
        step = 1.0 if top <= 5000 else step
    decimals = max(0, -floor(log10(step)))
    decimals = 2 if lever.unit == "money" and decimals else decimals
    symbol = get_currency_symbol(settings.currency, settings.locale) if lever.unit == "money" else ""
    return Scale(0.0, round(ceil(top / step) * step, 10), step, factor, f"{symbol}%,.{decimals}f" + ("%%" if factor == 100 else ""))


def _nice(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= value * 0.999)


def written(lever: Lever, value: float, settings: Settings) -> str:
    """Return a lever's value in words of its unit."""
    if lever.unit == "money":
        return money(value, settings.currency, settings.locale)
    if lever.unit == "rate":
        return percent(value, settings.locale, 1 if value >= 0.1 else 2)
    return compact(value, settings.locale) if value >= 1000 else number(value, settings.locale, 0 if value >= 20 else 2)


def label_of(lever: Lever) -> str:
    """Return a lever's name; where the data lack a stage, what it is then per."""
    if lever.key == "conversion_rate" and lever.unit == "money":
        return _SALES[lever.basis]
    return _BASIS.get((lever.key, lever.basis), LABELS[lever.key])


def label_of_step(step: str, baseline: Baseline) -> str:
    """Return the name of a step of ``lib.roi.levers.why``: a lever, a mix, or a budget plan."""
    if step.startswith(f"{MIX}:"):
        return _("Mix of {what}", what=MIX_LABELS[step.split(":")[1]].lower())
    if step.startswith((SPEND, MONTHS)):
        return _("Budget plan")
    return label_of(baseline.levers[step]) if step in baseline.levers else LABELS[step]
