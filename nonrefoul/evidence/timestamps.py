"""Timestamps of RFC 3161: that some bytes were there at a time, by the word of an authority."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)


class State(StrEnum):
    """Where a timestamp stands; nothing else is ever said of one."""

    NONE = "none"  # nobody asked for one
    PENDING = "pending"  # asked for; no answer yet, or no root to check the answer by
    VERIFIED = "verified"  # the answer is over these bytes, and a root that was named vouches
    FAILED = "failed"  # there is an answer, and it does not hold


@dataclass(frozen=True, slots=True)
class Request:
    """What an authority is asked, and the number by which its answer is known to be to this."""

    der: bytes
    nonce: int


@dataclass(frozen=True, slots=True)
class Checked:
    """Where a timestamp stands; the time it gives once it is verified, else why it is not."""

    state: State
    at: dt.datetime | None = None
    why: str | None = None


def request(message: bytes) -> Request:
    """Ask for a timestamp over the SHA-256 of a message, the authority's certificate with it."""
    builder = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256)
    made = builder.cert_request(cert_request=True).nonce(nonce=True).build()
    return Request(made.as_bytes(), made.nonce or 0)


def check(message: bytes, nonce: int, response: bytes | None, roots: bytes | None) -> Checked:
    """Check an answer, offline, by the root certificates (PEM) of those trusted for it."""
    if response is None:
        return Checked(State.PENDING, why="no answer yet")
    if not roots:
        return Checked(State.PENDING, why="no root certificate was named to check the answer by")
    try:
        answer = decode_timestamp_response(response)
        verifier = VerifierBuilder(nonce=nonce, roots=load_pem_x509_certificates(roots)).build()
        verifier.verify_message(answer, message)
    except (VerificationError, ValueError) as error:
        return Checked(State.FAILED, why=str(error).splitlines()[0].rstrip("."))
    return Checked(State.VERIFIED, answer.tst_info.gen_time)
