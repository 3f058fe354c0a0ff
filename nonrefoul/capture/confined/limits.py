"""What a child may use: so much memory, so much time for one document, no file and no process."""

from __future__ import annotations

import resource

MEMORY = 512 << 20
SECONDS = 10  # of one processor, for one document
WAIT = 120  # by the clock, for a child that neither works nor answers
OUT_OF_MEMORY = 70


def confine() -> None:
    """Put this process under its limits, for good."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def allow_another() -> None:
    """Give this process its time anew, for the next document."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
