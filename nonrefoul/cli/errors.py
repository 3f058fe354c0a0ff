"""Exit codes, and the outermost edge: every error becomes one line on standard error."""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import suppress

import typer

from nonrefoul.errors import NonrefoulError, StoreError, defect

FINE = 0
LOST = 1  # something was lost or unreadable; the rest was done
USAGE = 2  # the command was not understood
NO_STORE = 3  # the database can't be used
BROKEN = 4  # a rule file, or Nonrefoul itself, is broken
ALTERED = 5  # something that is kept is not as it was kept
INTERRUPTED = 130  # stopped from the keyboard
GONE = 141  # the reader of our output went away, as after `| head`; what a shell says of SIGPIPE


def say(message: str) -> None:
    """Print one line on standard error, in which nothing hides."""
    from nonrefoul.texts import visible

    print(f"nonrefoul: {visible(message)}", file=sys.stderr)  # noqa: T201 - this is the one place for it


def guarded(app: typer.Typer) -> int:
    """Run the app and give its exit code; whatever goes wrong is said in one line.

    Set NONREFOUL_TRACEBACK=1 to see where an unexpected error arose; a traceback may quote texts.
    """
    try:
        return _run(app)
    except (BrokenPipeError, SystemExit) as error:
        # Typer and Rich make an exit with 1 of it where it arose while they printed.
        if isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError):
            return _gone()
        raise


def _run(app: typer.Typer) -> int:
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else FINE
    except typer.TyperException as error:
        say(_usage(error))
        return USAGE
    except (KeyboardInterrupt, typer.Abort):
        say("stopped; what was finished is kept, run the same again to go on")
        return INTERRUPTED
    except NonrefoulError as error:
        say(str(error))
        return NO_STORE if isinstance(error, StoreError) else BROKEN
    except BrokenPipeError:
        # Whoever speaks to another program or over the network tells of its end in own words, so
        # that what comes as far as here is of our output.
        raise
    except OSError as error:
        say(f"{error.filename or 'input or output'}: {error.strerror or type(error).__name__}")
        return LOST
    except Exception as error:  # noqa: BLE001 - the outermost edge
        say(_unexpected(error))
        return BROKEN


def _gone() -> int:
    """End without a word: what is still to be printed goes nowhere.

    SIGPIPE stays ignored, as Python has it. Left to end the program, it would also do so where a
    browser leaves the desk in the middle of an answer.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return GONE


def _usage(error: typer.TyperException) -> str:
    message = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "nonrefoul"
    return f"{message}; see {command} --help"


def _unexpected(error: Exception) -> str:
    if os.environ.get("NONREFOUL_TRACEBACK"):
        traceback.print_exception(error)
    return f"unexpected {defect(error)}; this is a defect, please report it"
