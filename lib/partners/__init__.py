"""Creator value: what a creator's work is worth per post, fees, programme tiers, repeated bookings, customers they brought."""

from lib.partners.costs import engagement_costs
from lib.partners.fees import Worth, fee_table, model_table, worth
from lib.partners.programme import LEVELS, Level, proposals
from lib.partners.rows import partner_rows

__all__ = ["LEVELS", "Level", "Worth", "engagement_costs", "fee_table", "model_table", "partner_rows", "proposals", "worth"]
