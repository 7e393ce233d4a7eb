"""Where the program finds its own files, and where it keeps those of the user."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
RESOURCES = ROOT / "resources"
QUESTIONNAIRES = ROOT / "questionnaires"
FONTS = RESOURCES / "fonts"
ICONS = RESOURCES / "icons"
MESSAGES = RESOURCES / "i18n"
SCHEMAS = RESOURCES / "schemas"
SAMPLES = RESOURCES / "samples"


def own_questionnaires(folder: Path) -> Path:
    """Return where a workspace keeps the questionnaires its user wrote or was given."""
    return folder / "questionnaires"


def workspace(chosen: Path | None = None) -> Path:
    """Return the folder that holds the user's assessments.

    Args:
        chosen: the folder named on the command line. None means SHOULDER_WORKSPACE, and
            without that the data folder of the platform.
    """
    if chosen is not None:
        return chosen
    if named := os.environ.get("SHOULDER_WORKSPACE"):
        return Path(named)
    from platformdirs import user_data_path  # noqa: PLC0415  not needed when a folder is named

    return user_data_path("Shoulder", appauthor=False)
