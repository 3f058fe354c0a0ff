"""Fills and breaks the disk at many points of an `add`.

It must end with a clear line, and nothing acknowledged that is not there.

    python tools/fault_adding.py [--points 50] [--messages 300]

Three kinds: a file system of its own that is too small by ever so much (tmpfs, where this may be
mounted), a limit on the size of any file (everywhere), and input/output errors (EIO) of the n-th
write, sync or rename, under strace where it is there.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from disturbing import Undisturbed, command, export, lost, unlike

CALLS = "pwrite64,write,fsync,fdatasync,rename,openat"


def main() -> int:
    """Inject and check; 1 where something did not hold."""
    parser = argparse.ArgumentParser(description="faults in adding")
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--messages", type=int, default=300)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = run(Path(folder), asked.points, asked.messages)
    return 1 if wrong else 0


def run(folder: Path, points: int, messages: int, kinds: Sequence[str] = ()) -> list[str]:
    """Inject each kind of fault at so many points; prints, and gives all that did not hold."""
    file = export(folder / "result.json", messages)
    undisturbed = Undisturbed.of(file, folder / "undisturbed")
    size = sum(each.stat().st_size for each in (folder / "undisturbed").rglob("*"))
    wrong: list[str] = []
    for name, inject in {"limit": limited, "full": full, "broken": broken}.items():
        if kinds and name not in kinds:
            continue
        seen = stopped = 0
        for point in range(points):
            home = folder / f"{name}{point}"
            done = inject(file, home, size, point, points)
            if done is None:
                break
            seen += 1
            stopped += done.returncode != 0
            wrong += told(done)
            acknowledged = done.stdout.split("\n")[:-1]
            wrong += lost(home, acknowledged)
            wrong += unlike(undisturbed, file, home)
            leave(home)
        print(f"  {name}: {seen} points, {stopped} runs stopped, {len(wrong)} things wrong so far")
    for each in wrong[:20]:
        print(f"    {each}")
    return wrong


Done = subprocess.CompletedProcess[str]


def told(done: Done) -> Iterator[str]:
    """What is wrong with how a run told of its end: a fault must be one clear line."""
    lines = done.stderr.strip().splitlines()
    if done.returncode and (len(lines) != 1 or "unexpected" in lines[0] or "Trace" in done.stderr):
        yield f"no clear line, exit {done.returncode}: {done.stderr.strip()[-300:]}"


def limited(file: Path, home: Path, size: int, point: int, points: int) -> Done | None:
    """No file may grow beyond a limit."""
    most = max(1, size * (point + 1) // (points + 1))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    return started(command(file, home), limit)


def full(file: Path, home: Path, size: int, point: int, points: int) -> Done | None:
    """The database lies on a file system that is too small; made larger before all is checked."""
    most = max(4096 * 4, size * (point + 1) // (points + 1))
    home.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={most},mode=700", "tmpfs", str(home)]
    if os.name != "posix" or not shutil.which("mount"):
        return None
    if subprocess.run(mount, check=False, capture_output=True).returncode:  # noqa: S603
        return None
    done = started(command(file, home))
    grow = ["mount", "-o", f"remount,size={size * 4 + (1 << 24)}", str(home)]
    subprocess.run(grow, check=True)  # noqa: S603
    return done


def leave(home: Path) -> None:
    """Take away the file system of a database that had one of its own."""
    if os.path.ismount(home):
        subprocess.run(["umount", str(home)], check=True)  # noqa: S603, S607


def broken(file: Path, home: Path, _: int, point: int, points: int) -> Done | None:
    """The n-th call that touches the disk fails."""
    if not shutil.which("strace"):
        return None
    call = CALLS.split(",")[point % 6]
    first = {"openat": 900, "write": 1}.get(call, 1)
    when = first + point // 6 * (3 if call != "openat" else 7)
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:error=EIO:when={when}"]
    home.mkdir()
    only = ["-P", str(home)] if call == "openat" else []
    log = str(home.parent / "strace.log")
    return started(["strace", "-f", "-qq", "-o", log, *only, *inject, *command(file, home)])


def started(run_this: Sequence[str], before: Callable[[], None] | None = None) -> Done:
    """Run a command to its end."""
    return subprocess.run(  # noqa: S603
        run_this, check=False, capture_output=True, text=True, preexec_fn=before
    )


if __name__ == "__main__":
    sys.exit(main())
