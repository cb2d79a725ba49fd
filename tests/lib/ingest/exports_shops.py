# ruff: noqa: E501 - files as they stand
"""Exports of web analytics and shops: GA4, Shopify, WooCommerce, BigCommerce."""

from tests.lib.ingest.known_exports import Written

_ACQUISITION = "Sessions,Engaged sessions,Engagement rate,Average engagement time per session,Events per session,Event count,Key events,Session key event rate,Total revenue"
_SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Country,Notes,{cancelled},Payment Method,{reference},Refunded Amount,Vendor,Id,Tags,Source,Lineitem discount"
)


def _preamble(title: str, start: str = "# Start date: 20260701", end: str = "# End date: 20260731") -> str:
    rule = "# ----------------------------------------"
    return f"{rule}\n# {title}\n# Account: Larch\n# Property: larch.example\n{rule}\n#\n# All Users\n{start}\n{end}\n"


def ga4() -> list[Written]:
    """GA4's traffic acquisition by channel, by source and medium, by campaign; a chart's table follows below."""
    days = "\n# All Users\n# Start date: 20260701\n# End date: 20260731\nDate,Sessions\n0000,44\n0001,61\n0002,57\n0003,70\n"
    july = ["2026-07-01"] * 3
    return [
        Written(
            "GA4 channels with total and chart",
            "Traffic_acquisition_Session_default_channel_group.csv",
            _preamble("Traffic acquisition: Session default channel group")
            + f"Session default channel group,{_ACQUISITION}\n,2400,1500,0.625,51.2,6.1,14640,90,0.0375,5400.5\n"
            "Organic Social,1200,800,0.6667,48.1,5.9,7080,51,0.0425,3100.25\nDirect,700,400,0.5714,55.3,6.4,4480,25,0.0357,1500\nReferral,500,300,0.6,53.4,6.2,3080,14,0.028,800.25\n"
            + days,
            "traffic",
            {
                "channel": ["Organic Social", "Direct", "Referral"],
                "sessions": [1200, 700, 500],
                "engaged_sessions": [800, 400, 300],
                "orders": [51, 25, 14],
                "revenue": [3100.25, 1500, 800.25],
                "date": july,
            },
            ("users", "clicks"),
            {"total": 1},
        ),
        Written(
            "GA4 source and medium with Grand total",
            "Traffic acquisition.csv",
            _preamble("Traffic acquisition: Session source / medium") + f"Session source / medium,{_ACQUISITION},\n"
            "instagram / social,610,420,68.9%,40,5,3050,31,5.08%,1890.4\nlinktr.ee / referral,205,120,58.5%,33,4,820,9,4.39%,410\n(direct) / (none),185,90,48.6%,30,4,740,6,3.24%,300\nGrand total,1000,630,63%,36,4.6,4610,46,4.6%,2600.4,Grand total\n",
            "traffic",
            {
                "utm_source": ["instagram", "linktr.ee", "(direct)"],
                "utm_medium": ["social", "referral", None],
                "sessions": [610, 205, 185],
                "engaged_sessions": [420, 120, 90],
                "orders": [31, 9, 6],
                "revenue": [1890.4, 410, 300],
                "date": july,
            },
            aside={"total": 1},
        ),
        Written(
            "GA4 campaigns",
            "Traffic acquisition campaigns.csv",
            _preamble("Traffic acquisition: Session campaign")
            + "Session campaign,Session source,Session medium,Total users,Sessions,Engaged sessions,Engagement rate,Key events,Total revenue\n"
            "mia_spring,instagram,influencer,300,410,290,0.7073,22,1210.5\nleo_spring,tiktok,influencer,520,640,310,0.4844,12,640\n(not set),google,organic,800,990,700,0.7071,30,2020\n",
            "traffic",
            {
                "utm_campaign": ["mia_spring", "leo_spring", None],
                "utm_source": ["instagram", "tiktok", "google"],
                "utm_medium": ["influencer", "influencer", "organic"],
                "users": [300, 520, 800],
                "sessions": [410, 640, 990],
                "orders": [22, 12, 30],
                "revenue": [1210.5, 640, 2020],
                "date": july,
            },
        ),
        Written(
            "GA4, French",
            "Acquisition_de_trafic.csv",
            _preamble(
                "Acquisition de trafic: Groupe de canaux par défaut de la session",
                "# Date de début: 20260601",
                "# Date de fin: 20260630",
            )
            + "Groupe de canaux par défaut de la session,Sessions,Sessions avec engagement,Taux d'engagement,Événements clés,Revenu total\n"
            "Organic Social,1200,800,0.6667,51,3100.25\nDirect,700,400,0.5714,25,1500\nReferral,500,300,0.6,14,800.25\nTotal général,2400,1500,0.625,90,5400.5\n",
            "traffic",
            {
                "channel": ["Organic Social", "Direct", "Referral"],
                "sessions": [1200, 700, 500],
                "engaged_sessions": [800, 400, 300],
                "orders": [51, 25, 14],
                "revenue": [3100.25, 1500, 800.25],
                "date": ["2026-06-01"] * 3,
            },
            aside={"total": 1},
        ),
    ]


def shopify() -> list[Written]:
    """Shopify's orders, one row per order line, and its report of sales by discount."""
    lines = (
        "#1001,ann@mail.example,paid,2026-03-02 10:00:05 +0100,fulfilled,2026-03-03 09:00:00 +0100,yes,EUR,90.00,4.90,15.15,94.90,MIA10,10.00,DHL,2026-03-02 10:00:00 +0100,2,Mug,30.00,MUG-1,Ann Ode,DE,,,card,c1,0.00,Larch,501,,web,0.00\n"
        "#1001,ann@mail.example,,,,,,,,,,,,,,2026-03-02 10:00:00 +0100,1,Bowl,40.00,BWL-1,,,,,,,,Larch,,,,0.00\n"
        "#1002,bo@mail.example,partially_refunded,2026-03-04 11:00:05 +0100,fulfilled,,no,EUR,60.00,0.00,9.58,60.00,,0.00,DHL,2026-03-04 11:00:00 +0100,2,Mug,30.00,MUG-1,Bo Lim,DE,gift,,card,c2,30.00,Larch,502,,web,0.00\n"
        "#1003,cy@mail.example,voided,,unfulfilled,,no,EUR,40.00,4.90,7.17,44.90,MIA10,4.00,DHL,2026-03-05 08:00:00 +0100,1,Bowl,40.00,BWL-1,Cy Roe,AT,,2026-03-05 12:30:00 +0100,card,c3,0.00,Larch,503,,web,0.00\n"
        "#1004,ann@mail.example,refunded,2026-03-06 08:00:09 +0100,fulfilled,,yes,EUR,30.00,4.90,5.57,34.90,,0.00,DHL,2026-03-06 08:00:00 +0100,1,Mug,30.00,MUG-1,Ann Ode,DE,,,card,c4,34.90,Larch,504,,web,0.00\n"
    )
    cells = {
        "order_id": ["#1001", "#1002", "#1003", "#1004"],
        "customer": ["ann@mail.example", "bo@mail.example", "cy@mail.example", "ann@mail.example"],
        "order_date": ["2026-03-02", "2026-03-04", "2026-03-05", "2026-03-06"],
        "revenue": [94.9, 60, 44.9, 34.9],
        "discount_code": ["MIA10", None, "MIA10", None],
        "discount": [10, 0, 4, 0],
        "tax": [15.15, 9.58, 7.17, 5.57],
        "shipping": [4.9, 0, 4.9, 4.9],
        "refunds": [0, 30, 0, 34.9],
        "cancelled_at": [None, None, "2026-03-05", None],
        "currency": ["EUR"] * 4,
    }
    old = _SHOPIFY.format(cancelled="Cancelled at", reference="Payment Reference")
    new = _SHOPIFY.format(cancelled="Canceled at", reference="Payment Reference (deprecated)")
    semicolons = "\n".join(
        line.replace(",", ";").replace(".", ",") if "@" not in line else line.replace(",", ";") for line in lines.splitlines()
    )
    net_sales = {"discount_code": ["SUMMER24", "MIA10", "LEO15"], "orders": [31, 40, 12]}
    return [
        Written(
            "Shopify orders", "orders_export_1.csv", f"{old}\n{lines}", "orders", cells, ("utm_source", "orders"), {"order line": 1}
        ),
        Written(
            "Shopify orders, newer header",
            "orders_export.csv",
            f"{new}\n{lines}",
            "orders",
            cells,
            ("utm_source", "orders"),
            {"order line": 1},
        ),
        Written(
            "Shopify orders, saved with semicolons",
            "orders.csv",
            f"{old.replace(',', ';')}\n{semicolons}\n",
            "orders",
            cells,
            aside={"order line": 1},
        ),
        Written(
            "Shopify sales by discount",
            "Sales by discount - 2026-03-01 - 2026-03-31.csv",
            "Discount name,Discount applied to,Discount type,Orders,Gross sales,Discounts,Returns,Net sales,Shipping charges,Taxes,Total sales\n"
            "SUMMER24,Order,Discount code,31,2480.00,-248.00,-60.00,2172.00,140.00,412.68,2724.68\nMIA10,Order,Discount code,40,3000.00,-300.00,0.00,2700.00,160.00,513.00,3373.00\nLEO15,Order,Discount code,12,800.00,-120.00,-40.00,640.00,50.00,121.60,811.60\n",
            "orders",
            {**net_sales, "revenue": [2172, 2700, 640]},
            ("refunds", "tax", "shipping"),
        ),
        Written(
            "Shopify sales by discount code",
            "sales_by_discount.csv",
            '"Discount code","Orders","Gross sales","Discounts","Net sales","Total sales"\n"SUMMER24","31","€2.480,00","-€248,00","€2.232,00","€2.724,68"\n"MIA10","40","€3.000,00","-€300,00","€2.700,00","€3.373,00"\n"LEO15","12","€800,00","-€120,00","€680,00","€811,60"\n',
            "orders",
            {**net_sales, "revenue": [2232, 2700, 680], "currency": ["EUR"] * 3},
        ),
    ]


def other_shops() -> list[Written]:
    """Orders of WooCommerce and BigCommerce."""
    return [
        Written(
            "WooCommerce orders",
            "orders-2026-04.csv",
            "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Email (Billing),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,Quantity,Item Cost,Coupon Code,Discount Amount\n"
            "2101,Completed,2026-04-02 09:12,,Dee,Fox,dee@mail.example,Card,5,50,4,0,49,7.82,MUG-1,1,Mug,2,25,NINA5,5\n2102,Completed,2026-04-03 19:40,ring twice,Eli,Roy,eli@mail.example,PayPal,0,25,4,25,29,4.63,MUG-1,1,Mug,1,25,,0\n2103,Cancelled,2026-04-04 07:02,,Flo,Day,flo@mail.example,Card,0,80,0,0,80,12.77,BWL-1,1,Bowl,2,40,,0\n",
            "orders",
            {
                "order_id": ["2101", "2102", "2103"],
                "order_date": ["2026-04-02", "2026-04-03", "2026-04-04"],
                "customer": ["dee@mail.example", "eli@mail.example", "flo@mail.example"],
                "revenue": [49, 29, 80],
                "refunds": [0, 25, 0],
                "shipping": [4, 4, 0],
                "tax": [7.82, 4.63, 12.77],
                "discount": [5, 0, 0],
                "discount_code": ["NINA5", None, None],
                "cancelled_at": [None, None, "2026-04-04"],
            },
        ),
        Written(
            "WooCommerce orders by line",
            "woo orders by line.csv",
            "Order ID,Order Date,Order Status,Order Total,Order Currency,Customer Email,Coupon Code,Product Name,Quantity,Item Total\n"
            "2101,2026-04-02,completed,49.00,GBP,dee@mail.example,NINA5,Mug,1,25\n2101,2026-04-02,completed,49.00,GBP,dee@mail.example,NINA5,Lid,1,20\n2102,2026-04-03,completed,29.00,GBP,eli@mail.example,,Mug,1,25\n",
            "orders",
            {"order_id": ["2101", "2102"], "revenue": [49, 29], "currency": ["GBP"] * 2, "discount_code": ["NINA5", None]},
            ("orders",),
            {"order line": 1},
        ),
        Written(
            "BigCommerce orders",
            "orders-bigcommerce.csv",
            "Order ID,Customer ID,Customer Name,Customer Email,Order Date,Order Status,Subtotal (inc tax),Tax Total,Shipping Cost (inc tax),Order Total (inc tax),Refund Amount,Coupon Code,Total Quantity,Order Currency Code,Order Source\n"
            '301,11,Gus Ahn,gus@mail.example,05/14/2026,Completed,120.00,9.90,8.00,128.00,0.00,KIM20,3,USD,www\n302,12,Hal Bo,hal@mail.example,05/15/2026,Refunded,60.00,4.95,8.00,68.00,68.00,,1,USD,www\n303,13,Ida Cho,ida@mail.example,05/17/2026,Cancelled,45.00,3.70,8.00,"1,053.00",0.00,KIM20,1,USD,mobile\n',
            "orders",
            {
                "order_id": ["301", "302", "303"],
                "order_date": ["2026-05-14", "2026-05-15", "2026-05-17"],
                "revenue": [128, 68, 1053],
                "refunds": [0, 68, 0],
                "tax": [9.9, 4.95, 3.7],
                "shipping": [8, 8, 8],
                "discount_code": ["KIM20", None, "KIM20"],
                "currency": ["USD"] * 3,
                "cancelled_at": [None, None, "2026-05-17"],
            },
            ("orders", "utm_source"),
        ),
    ]


def shops() -> list[Written]:
    """Return the exports of analytics and shops; what each expects was written down before it was first read."""
    return [*ga4(), *shopify(), *other_shops()]
