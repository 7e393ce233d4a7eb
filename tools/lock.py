"""Writes requirements.lock and requirements-test.lock from pyproject.toml, hashes included.

The pins live in pyproject.toml; uv's own lock file names download addresses, so it is made in a
folder that is thrown away.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXPORT = ("export", "--quiet", "--format", "requirements-txt")
BARE = ("--no-emit-project", "--no-header", "--no-annotate")
FILES = {"requirements.lock": (), "requirements-test.lock": ("--extra", "test")}


def main() -> int:
    """Write both files and return the exit code of the process."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        print("This needs uv: pip install uv", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(ROOT / "pyproject.toml", folder)
        shutil.copy(ROOT / "README.md", folder)
        for file, extra in FILES.items():
            written = folder / file
            subprocess.run(
                [uv, *EXPORT, *BARE, *extra, "--output-file", str(written)],
                cwd=folder,
                check=True,
            )
            shutil.copy(written, ROOT / file)
            print(f"{file} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
