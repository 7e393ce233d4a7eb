"""The style sheet of an HTML file: for a narrow and a wide screen, light, dark and paper."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING

from model.reporting.palette import NIGHT, PAPER

if TYPE_CHECKING:
    from model.reporting.palette import Palette

_RULES = """\
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1rem; max-width: 78rem;
  font: 1rem/1.6 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  overflow-wrap: break-word;
}
h1, h2, h3, h4 { line-height: 1.35; text-wrap: balance; }
h1 { margin: 0.2em 0 0.6em; color: var(--accent); font-size: 1.9rem; }
h2 { margin: 2.4em 0 0.6em; padding-top: 0.5em; border-top: 2px solid var(--accent);
  color: var(--accent); font-size: 1.45rem; }
h3 { margin: 2em 0 0.5em; font-size: 1.18rem; }
h4 { margin: 1.6em 0 0.4em; font-size: 1rem; }
p { margin: 0 0 0.7em; }
main p, main > section > ul, main > section > ol { max-width: 48em; }
a { color: var(--accent); }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
main:focus { outline: none; }
.small, caption, footer { color: var(--muted); font-size: 0.875rem; }
.skip { position: absolute; left: 1rem; top: -10rem; padding: 0.5rem 1rem;
  background: var(--paper); z-index: 1; }
.skip:focus { top: 0.5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
nav h2 { margin: 0 0 0.4em; padding: 0; border: 0; font-size: 1rem; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav ul ul { padding-left: 1.1em; font-size: 0.9rem; }
nav a { display: inline-block; padding: 0.2em 0; text-decoration: none; }
nav { margin-bottom: 1.5rem; }
nav a:hover { text-decoration: underline; }
dl { margin: 0 0 1.2em; border-top: 1px solid var(--line); }
dl > div { display: grid; grid-template-columns: minmax(6em, 11em) 1fr; gap: 0 1em;
  padding: 0.4em 0; border-bottom: 1px solid var(--line); }
dt { color: var(--muted); }
dd { margin: 0; min-width: 0; }
dd ol, dd ul, td ol, td ul { margin: 0; padding-left: 1.5em; }
dd p, td p { margin: 0 0 0.2em; }
.sides { display: grid; gap: 2em; grid-template-columns: repeat(auto-fit, minmax(16em, 1fr)); }
table { width: 100%; margin: 0.4em 0 1.4em; border-collapse: collapse;
  border-bottom: 1px solid var(--line); font-size: 0.925rem; line-height: 1.5; }
caption { padding: 0.4em 0; text-align: left; }
.bare { padding: 0; line-height: 0; }
th, td { padding: 0.45em 0.6em; border-top: 1px solid var(--line); text-align: left;
  vertical-align: top; }
th:first-child, td:first-child { padding-left: 0.2em; }
thead th, thead td { border-top: 0; border-bottom: 2px solid var(--accent); color: var(--muted);
  vertical-align: bottom; }
th.name { min-width: 5em; }
tbody th[scope=row] { font-weight: 600; }
tbody th[scope=rowgroup] { padding-left: 0.6em; background: var(--wash); color: var(--accent); }
.open td { color: var(--muted); }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 1em 0; padding-right: 0.75rem; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
.wide { max-width: 46rem; }
.narrow { max-width: 26rem; }
footer { margin-top: 3em; border-top: 1px solid var(--line); padding-top: 1em; }
@media screen and (max-width: 34rem) {
  h1 { font-size: 1.55rem; }
  h2 { font-size: 1.3rem; }
  dl > div { display: block; }
  .wide { display: none; }
  .narrow { display: block; }
}
@media screen and (min-width: 68rem) {
  body { display: grid; grid-template-columns: 17rem minmax(0, 1fr); column-gap: 3rem; }
  header, footer { grid-column: 1 / -1; }
  nav { position: sticky; top: 1rem; align-self: start; max-height: calc(100vh - 2rem);
    overflow-y: auto; }
  main > section:first-of-type > h2 { margin-top: 0.6em; }
}
@media print {
  @page { margin: 18mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .skip { display: none; }
  thead { display: table-header-group; }
  tr, dl > div, figure { break-inside: avoid; }
  h1, h2, h3, h4, caption, thead { break-after: avoid; }
  tbody:first-of-type tr:first-child { break-before: avoid; }
  a { color: inherit; text-decoration: none; }
}
"""

_STACKED = """\
  table, caption, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: 0.5em 0; border-top: 1px solid var(--line); }
  th, td { padding: 0.1em 0; border: 0; text-align: left; white-space: normal; }
  tbody th[scope=rowgroup] { padding: 0.4em; }
  td:empty { display: none; }
  td[data-title]::before { content: attr(data-title) " "; color: var(--muted); }
  td[data-title]::before { content: attr(data-title) " " / ""; }
  td[data-title=""]::before { content: none; }
  td p { display: inline; }
"""
"""A table in one column; a screen reader hears the title of a column from its head only."""


@lru_cache(maxsize=1)
def style_sheet() -> str:
    """Return the whole style sheet; paper is always light and wide."""
    dark = f"@media screen and (prefers-color-scheme: dark) {{\n{_colours(NIGHT)}}}\n"
    narrow = "".join(
        f"@media screen and (max-width: {width}) {{\n{_stacked(look)}}}\n"
        for look, width in (("stack", "44rem"), ("plain", "34rem"))
    )
    return _colours(PAPER) + dark + _RULES + narrow


def _stacked(look: str) -> str:
    """Return the rules of a stacked table for tables of one look only."""
    rules = []
    for rule in _STACKED.splitlines():
        parts, _, body = rule.strip().partition(" {")
        named = (f"table.{look}" if p == "table" else f".{look} {p}" for p in parts.split(", "))
        rules.append(f"  {', '.join(named)} {{{body}\n")
    return "".join(rules)


def _colours(palette: Palette) -> str:
    named = " ".join(f"--{name}: {colour};" for name, colour in asdict(palette).items())
    return f":root {{ {named} }}\n"
