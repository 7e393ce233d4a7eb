"""The home page over a large and a small workspace, up to what is painted."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

LARGE, SMALL = 10_000, 100
TURNS = 15
SEARCHES = {
    "one digit": "{}",
    "two Chinese characters": "网店",
    "a word and a digit": "harbour {}",
    "what is not there": "nowhere {}",
}
"""Words that are looked for, with the number of the turn."""


def measure() -> dict[str, tuple[list[float], list[float]]]:
    """Return seconds for each thing that is done, over the large and the small workspace."""
    from model.clock import now
    from model.i18n import Catalog
    from model.language import Language
    from model.library import content
    from model.settings import Theme
    from model.storage.assessments import AssessmentStore
    from tests.model.storage.crowd import fill
    from ui.app import make_app
    from ui.pages.home_page import HomePage
    from ui.presenters.home_presenter import HomePresenter, HomeWish
    from ui.theme import apply_theme

    app = make_app()
    apply_theme(app, Theme.LIGHT, 100)
    times: dict[str, dict[int, list[float]]] = {
        "Home opened, 10,000 assessments": {LARGE: [], SMALL: []},
        **{
            f"Home searched for {what}, 10,000 assessments": {LARGE: [], SMALL: []}
            for what in SEARCHES
        },
    }
    with tempfile.TemporaryDirectory() as name:
        homes = {}
        for number in (LARGE, SMALL):
            fill(Path(name) / str(number), number)
            store = AssessmentStore.open(Path(name) / str(number), now)
            page = HomePage()
            page.resize(1240, 820)
            page.show()
            homes[number] = (store, page, HomePresenter(store, content, Catalog(Language.ZH), page))
        for turn in range(TURNS):
            for number, (_, page, home) in homes.items():
                searches = (each.format(turn % 10) for each in SEARCHES.values())
                for kept, words in zip(times.values(), ("", *searches), strict=True):
                    wanted = HomeWish(words=words)
                    begin = time.perf_counter()
                    home.show_wish(wanted)
                    page.grab()
                    kept[number].append(time.perf_counter() - begin)
                    page.stop_idle()
        for store, page, _ in homes.values():
            page.close()
            store.close()
    return {what: (each[LARGE], each[SMALL]) for what, each in times.items()}
