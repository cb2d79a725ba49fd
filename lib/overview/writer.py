"""Numbers as the overview writes them, under one workspace's settings."""

from dataclasses import dataclass

from lib.format import compact, compact_money, number, percent
from lib.settings import Settings


@dataclass(frozen=True)
class Writer:
    """Writes counts, money, shares and multiples in the settings' currency and locale."""

    settings: Settings

    def count(self, value: float) -> str:
        """Write a whole number."""
        return number(value, self.settings.locale)

    def size(self, value: float) -> str:
        """Write a large number in three figures."""
        return compact(value, self.settings.locale)

    def money(self, value: float) -> str:
        """Write an amount in three figures."""
        return compact_money(value, self.settings.currency, self.settings.locale)

    def share(self, value: float) -> str:
        """Write a fraction as whole percent."""
        return percent(value, self.settings.locale, 0)

    def times(self, above: float, below: float = 1.0) -> str:
        """Write how often ``below`` goes into ``above``, such as 2.3×."""
        return f"{number(above / below, self.settings.locale, 1)}×" if below else number(None)
