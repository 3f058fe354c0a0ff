"""Encrypts originals under a passphrase: scrypt (RFC 7914), HKDF (RFC 5869), AES-256-GCM.

The text of documents stands in the database unencrypted; this guards what was handed in.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from nonrefoul.errors import StoreError

SALT = 32
# 128 MB and a third of a second for each guess.
_COST, _BLOCK, _LANES = 1 << 17, 8, 1
# The number that a file's index is encrypted under; no file has so many frames.
INDEX = (1 << 64) - 1


class SealError(Exception):
    """Some bytes are not those that were encrypted, or not at their place."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The key that a passphrase gives in one store, from which each file gets its own."""

    key: bytes = field(repr=False)

    @classmethod
    def of(cls, passphrase: str, salt: bytes) -> Seal:
        """The key of a passphrase and a store's salt."""
        derive = Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK, p=_LANES)
        return cls(derive.derive(passphrase.encode()))

    @classmethod
    def opened(cls, passphrase: str, salt: bytes, check: bytes) -> Seal:
        """The same, told right or wrong by the store's check value; raises StoreError."""
        seal = cls.of(passphrase, salt)
        if not hmac.compare_digest(seal.check, check):
            raise StoreError("this is not the passphrase of this database; nothing was done")
        return seal

    @property
    def check(self) -> bytes:
        """A value that tells this key from any other and does not give it away."""
        return _derived(self.key, b"", b"nonrefoul check")

    def file(self, salt: bytes) -> FileSeal:
        """What encrypts one file, whose salt was drawn for it alone."""
        return FileSeal(AESGCM(_derived(self.key, salt, b"nonrefoul original")), salt)


@dataclass(frozen=True, slots=True)
class FileSeal:
    """Encrypts the frames of one file, each bound to its place in it."""

    cipher: AESGCM
    salt: bytes

    @classmethod
    def new(cls, seal: Seal) -> FileSeal:
        """What encrypts a new file, with a salt of its own, so that no nonce comes twice."""
        return seal.file(secrets.token_bytes(SALT))

    def shut(self, place: int, raw: bytes) -> bytes:
        """Encrypt what stands at a place."""
        return self.cipher.encrypt(*self._bound(place, raw))

    def opened(self, place: int, raw: bytes) -> bytes:
        """Decrypt what stands at a place; raises SealError where it is not what was put there."""
        try:
            return self.cipher.decrypt(*self._bound(place, raw))
        except InvalidTag:
            raise SealError from None

    def _bound(self, place: int, raw: bytes) -> tuple[bytes, bytes, bytes]:
        nonce = place.to_bytes(12, "big")
        return nonce, raw, self.salt + nonce


def _derived(key: bytes, salt: bytes, what: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, what).derive(key)
