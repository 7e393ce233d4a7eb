"""Makes the program ready to run: .venv with the pinned packages, and what Qt needs of Linux.

    python3 tools/setup.py          what the program needs
    python3 tools/setup.py --test   the test tools too

Needs nothing but Python; doing it twice costs nothing. Where something of the system is
missing, it is installed (root on a Debian-like system), or the one command for it is named.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock"}

# Debian package: the library it brings.
QT_LIBRARIES = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
}
SCREEN_LIBRARIES = {
    "libx11-xcb1": "libX11-xcb.so.1",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}

WORDS = {
    "old_python": (
        "需要 Python {wanted} 或更高版本，现在是 {found}。",
        "Python {wanted} or newer is needed; this is {found}.",
    ),
    "installing": ("正在安装：{what}", "Installing {what}"),
    "missing": (
        "缺少系统软件包：{what}。请执行：{command}",
        "System packages are missing: {what}. Run: {command}",
    ),
    "missing_libraries": (
        "缺少系统库：{what}。请用系统的软件包管理器安装后重试。",
        "System libraries are missing: {what}. Install them with your system's package manager.",
    ),
    "no_venv": (
        "这个 Python 不能建虚拟环境（缺 ensurepip 模块）。请安装完整的 Python。",
        "This Python cannot make virtual environments (no ensurepip). Install a complete Python.",
    ),
    "packages": (
        "正在把 {lock} 里的软件包装进 .venv（首次约一分钟）…",
        "Putting the packages of {lock} into .venv (about a minute the first time) …",
    ),
    "no_venv_made": ("建不了 {place}。", "{place} could not be made."),
    "no_packages": (
        "软件包没有装好，原因见上；请检查网络后重试。",
        "The packages could not be installed, for the reason above; check the connection.",
    ),
}


class SetupError(Exception):
    """Why the program cannot be made ready, worded for the user."""


def main(arguments: list[str]) -> int:
    """Make everything ready and return the exit code of the process."""
    if sys.version_info < OLDEST:
        return _with_newer_python(arguments)
    purpose = "test" if "--test" in arguments else "run"
    is_ready = _is_ready(purpose)
    try:
        _install_system(
            needs_screen=purpose == "run" and _has_display(),
            needs_venv=not is_ready and importlib.util.find_spec("ensurepip") is None,
        )
        if not is_ready:
            _install_packages(purpose)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _with_newer_python(arguments: list[str]) -> int:
    for name in NEWER:
        if found := shutil.which(name):
            return subprocess.run([found, __file__, *arguments], check=False).returncode
    found = ".".join(map(str, sys.version_info[:3]))
    print(_say("old_python", wanted="3.11", found=found), file=sys.stderr)
    return 1


def _install_system(*, needs_screen: bool, needs_venv: bool) -> None:
    """See that the system has what Python and Qt need of it."""
    libraries = {**QT_LIBRARIES, **(SCREEN_LIBRARIES if needs_screen else {})}
    if not sys.platform.startswith("linux"):  # every other system has them all
        libraries = {}
    missing = {package: name for package, name in libraries.items() if not _loads(name)}
    if _is_debian_like():
        venv = [f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"] if needs_venv else []
        if venv or missing:
            _install_debian([*venv, *missing])
    elif needs_venv:
        raise SetupError(_say("no_venv"))
    elif missing:
        raise SetupError(_say("missing_libraries", what=" ".join(missing.values())))


def _install_packages(purpose: str) -> None:
    """Make .venv as the lock file says."""
    if not _works(_venv_python()):
        _make_venv()
    lock = LOCKS[purpose]
    print(_say("packages", lock=lock), flush=True)
    for made in LOCKS:
        _stamp(made).unlink(missing_ok=True)
    pip = [str(_venv_python()), "-m", "pip", "install", "--quiet", "--no-input"]
    options = ["--disable-pip-version-check", "--only-binary", ":all:", "--require-hashes"]
    if subprocess.run([*pip, *options, "-r", str(ROOT / lock)], check=False).returncode:
        raise SetupError(_say("no_packages"))
    _stamp(purpose).write_text(_fingerprint(purpose), encoding="utf-8")


def _make_venv() -> None:
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        raise SetupError(_say("no_venv_made", place=VENV))


def _is_ready(purpose: str) -> bool:
    """Say whether .venv holds what is wanted; the test tools come with all the rest."""
    wanted = ("test",) if purpose == "test" else ("run", "test")
    return any(_is_stamped(p) for p in wanted) and _works(_venv_python())


def _is_stamped(purpose: str) -> bool:
    stamp = _stamp(purpose)
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _fingerprint(purpose)


def _stamp(purpose: str) -> Path:
    return VENV / f"ready-to-{purpose}"


def _fingerprint(purpose: str) -> str:
    return hashlib.sha256((ROOT / LOCKS[purpose]).read_bytes()).hexdigest()


def _venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _works(python: Path) -> bool:
    """Say whether an interpreter is there, starts, and is new enough."""
    if not python.is_file():
        return False
    check = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    done = subprocess.run([str(python), "-c", check], check=False, stderr=subprocess.DEVNULL)
    return done.returncode == 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _is_debian_like() -> bool:
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def _install_debian(packages: list[str]) -> None:
    names = " ".join(packages)
    command = f"apt-get update && apt-get install -y --no-install-recommends {names}"
    if os.geteuid() != 0:
        raise SetupError(_say("missing", what=names, command=f"sudo sh -c '{command}'"))
    print(_say("installing", what=names), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "-y", "--no-install-recommends", "install", *packages],
    )
    for step in steps:
        done = subprocess.run(step, env=quiet, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise SetupError(_say("missing", what=names, command=command))


def _say(key: str, **details: object) -> str:
    settings = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language = next((value for value in settings if value), "")
    zh, en = WORDS[key]
    return (zh if language.startswith("zh") else en).format(**details)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
