"""An authority of our own that gives timestamps, with openssl: a root and a certificate."""

from __future__ import annotations

import subprocess
from pathlib import Path

AUTHORITY = """
[tsa]
dir = .
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
certs = root.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def made_authority(folder: Path) -> Path:
    """Make one in a folder, which is given back; its root is in `root.pem`."""
    (folder / "tsa.cnf").write_text(AUTHORITY)
    (folder / "serial").write_text("01\n")
    (folder / "ext").write_text(
        "extendedKeyUsage=critical,timeStamping\nkeyUsage=digitalSignature\n"
    )
    steps = (
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -subj /CN=Root"
        " -days 30",
        "openssl req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Time",
        "openssl x509 -req -in tsa.csr -CA root.pem -CAkey root.key -out tsa.pem -days 30"
        " -extfile ext -set_serial 7",
    )
    for step in steps:
        done = shell(step, folder)
        assert done.returncode == 0, done.stderr
    return folder


def answered(authority: Path, request: bytes) -> bytes:
    """What it answers to a request."""
    (authority / "ask.tsq").write_bytes(request)
    step = "openssl ts -reply -config tsa.cnf -section tsa -queryfile ask.tsq -out answer.tsr"
    done = shell(step, authority)
    assert done.returncode == 0, done.stderr
    return (authority / "answer.tsr").read_bytes()


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell in a folder."""
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )
