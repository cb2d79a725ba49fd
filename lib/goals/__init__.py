"""Goals: KPI families with targets and pace, the way from a goal to the creators it needs, channels beside each other."""

from lib.goals.cascade import Cascade, cascade
from lib.goals.channels import channels
from lib.goals.kpis import FAMILIES, KPIS, Kpi
from lib.goals.pace import Progress, progress
from lib.goals.rows import DatedRows, dated_rows

__all__ = ["FAMILIES", "KPIS", "Cascade", "DatedRows", "Kpi", "Progress", "cascade", "channels", "dated_rows", "progress"]
