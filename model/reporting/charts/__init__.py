"""Charts drawn once, for the report and, as SVG, for the window."""

from reportlab.graphics.shapes import Drawing

from model.reporting.charts.bars import Bar, category_bars, share_gauge, value_bar
from model.reporting.charts.drawing import FULL, GRADE_LIMITS, NOTHING, Spot, spots, to_svg
from model.reporting.charts.heat_map import heat_map, heat_map_parts
from model.reporting.charts.radar import has_radar, radar

__all__ = [
    "FULL",
    "GRADE_LIMITS",
    "NOTHING",
    "Bar",
    "Drawing",
    "Spot",
    "category_bars",
    "has_radar",
    "heat_map",
    "heat_map_parts",
    "radar",
    "share_gauge",
    "spots",
    "to_svg",
    "value_bar",
]
