"""Bytes locked with a passphrase: AES-256-GCM, its key made by scrypt."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from typing import Any
from unicodedata import normalize

from model.errors import InputError

_N, _R, _P = 2**16, 8, 1
_FIXED = {"cipher": "AES-256-GCM", "kdf": "scrypt", "n": _N, "r": _R, "p": _P}
"""Nothing else is read: a file must not choose how much memory is spent on it."""

_SALT, _NONCE = 16, 12

Record = dict[str, Any]


def parameters() -> Record:
    """Return fresh parameters for locking, as a manifest tells them."""
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return {**_FIXED, "salt": b64encode(salt).decode(), "nonce": b64encode(nonce).decode()}


def lock(plain: bytes, passphrase: str, box: Record, bound: bytes) -> bytes:
    """Return bytes locked with a passphrase.

    Args:
        plain: what is locked.
        passphrase: not empty.
        box: fresh parameters.
        bound: stays readable; changing it makes unlocking fail.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  rarely needed

    key = _key(passphrase, b64decode(box["salt"]))
    return AESGCM(key).encrypt(b64decode(box["nonce"]), plain, bound)


def unlock(locked: bytes, passphrase: str, box: object, bound: bytes, file: str) -> bytes:
    """Return what `lock` was given.

    Raises:
        InputError: the passphrase is wrong, or something was changed.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  rarely needed
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    salt, nonce = _checked(box, file)
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, locked, bound)
    except InvalidTag:
        raise InputError("error.package.wrong_passphrase", file=file) from None


def _checked(box: object, file: str) -> tuple[bytes, bytes]:
    wrong = InputError("error.package.not_package", file=file)
    if not isinstance(box, dict) or {k: box.get(k) for k in _FIXED} != _FIXED:
        raise wrong
    try:
        salt = b64decode(box.get("salt", ""), validate=True)
        nonce = b64decode(box.get("nonce", ""), validate=True)
    except (ValueError, TypeError):
        raise wrong from None
    if (len(salt), len(nonce)) != (_SALT, _NONCE):
        raise wrong
    return salt, nonce


def _key(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415  rarely needed

    made = Scrypt(salt=salt, length=32, n=_N, r=_R, p=_P)
    return made.derive(normalize("NFC", passphrase).encode())
