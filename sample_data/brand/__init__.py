"""How the sample brand's year is invented: Mossbell, a small maker of refillable skin and hair care (no such company is meant)."""
