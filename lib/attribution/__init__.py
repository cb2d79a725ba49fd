"""Whose sales: by which methods, how long after a post, over how many touches, through which codes, with what search lift."""

from lib.attribution.sales import Sales, order_sales
from lib.attribution.union import combinations, pieces

__all__ = ["Sales", "combinations", "order_sales", "pieces"]
