"""Tree heads: size and root of the log at a moment, signed with Ed25519 (RFC 8032)."""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InternalError, InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from nonrefoul.errors import StoreError
from nonrefoul.evidence.canonical import canonical
from nonrefoul.evidence.originals import sync_folder, telling

KEY = "log.key"
_BEGUN = ".begun-"


@dataclass(frozen=True, slots=True)
class Head:
    """A signed head: `said` is the canonical JSON that `signature` is of."""

    said: bytes
    signature: bytes

    @property
    def size(self) -> int:
        """How many entries it speaks of."""
        return int(json.loads(self.said)["size"])

    @property
    def root(self) -> bytes:
        """The root of their tree."""
        return bytes.fromhex(json.loads(self.said)["root"])

    def signed_by(self, public: bytes) -> bool:
        """Whether the signature is that of a key."""
        return signed(public, self.said, self.signature)


@dataclass(frozen=True, slots=True)
class Signer:
    """The key that signs the heads of one store."""

    private: Ed25519PrivateKey

    @classmethod
    def at(cls, home: Path, *, make: bool = True) -> Signer:
        """The key in a folder; where there is none it is made, if `make` is set.

        Raises StoreError where it is damaged or missing.
        """
        file = home / KEY
        if make and not file.exists():
            _make(file)
        try:
            raw = file.read_bytes()
            private = serialization.load_pem_private_key(raw, None)
        except (ValueError, TypeError, OSError, UnsupportedAlgorithm, InternalError):
            raw, private = b"", None
        # Exactly as it was written: a reader of keys overlooks some damage.
        if not isinstance(private, Ed25519PrivateKey) or raw != _pem(private):
            raise StoreError(f"{file}, the key of the log, can't be used; put back a copy")
        return cls(private)

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self.private.public_key().public_bytes_raw()

    def sign(self, size: int, root: bytes, at: str) -> Head:
        """The head of a log of a size and root at a moment."""
        said = canonical({"at": at, "root": root.hex(), "size": size})
        return Head(said, self.signature(said))

    def signature(self, said: bytes) -> bytes:
        """The signature of some bytes."""
        return self.private.sign(said)


def signed(public: bytes, said: bytes, signature: bytes) -> bool:
    """Whether a signature is that of a public key over some bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, said)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_pem(public: bytes) -> bytes:
    """A public key as openssl reads it."""
    return Ed25519PublicKey.from_public_bytes(public).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _pem(private: Ed25519PrivateKey) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _make(file: Path) -> None:
    """Write a new key for this person's eyes alone; of two at once, the first one's stays."""
    pem = _pem(Ed25519PrivateKey.generate())
    begun = file.with_name(_BEGUN + secrets.token_hex(8))
    with telling():
        try:
            with os.fdopen(
                os.open(begun, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb"
            ) as out:
                out.write(pem)
                out.flush()
                os.fsync(out.fileno())
            with suppress(FileExistsError):
                os.link(begun, file)
            sync_folder(file.parent)
        finally:
            for each in file.parent.glob(f"{_BEGUN}*"):
                each.unlink(missing_ok=True)
