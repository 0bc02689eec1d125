"""The entry point: whatever happens, the process ends with a documented exit code and without a traceback."""

from __future__ import annotations

import atexit
import errno
import gc
import os
import sys
from collections.abc import Sequence

# A command is short and keeps most of what it builds. Searching that for garbage, at the end of the process once more,
# would cost a seventh of its time.
_GC_THRESHOLD = 500_000
_INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run riskframe and return its exit code."""
    if arguments is None:  # a process of its own
        gc.set_threshold(_GC_THRESHOLD)
        atexit.register(gc.freeze)
    given, debug = _without_debug(sys.argv[1:] if arguments is None else list(arguments))
    debug = debug or os.environ.get("RISKFRAME_DEBUG", "").lower() in ("1", "true", "yes")
    try:
        code = _run(given)
        if code == _INTERRUPTED:  # typer's way to say KeyboardInterrupt
            _tell("interrupted")
        return _flushed() or code
    except KeyboardInterrupt:
        _tell("interrupted")
        return _INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return 0
    except SystemExit as ended:
        # typer ends with 1 where nobody reads the help any more, and leaves this mark; 1 would mean "not supported".
        return 0 if type(sys.stdout).__name__ == "PacifyFlushWrapper" else int(ended.code or 0)
    except Exception as error:
        if debug:
            raise
        code = _code_of(error)
        try:
            if sys.stdout is not None:
                sys.stdout.flush()
        except (OSError, ValueError):
            _let_go_of_stdout()  # else the interpreter tries once more as it ends, and makes the code 120
        return code


def _without_debug(arguments: list[str]) -> tuple[list[str], bool]:
    """--debug counts wherever it stands; it has to work when reading the command line is what fails."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    head = [argument for argument in arguments[:end] if argument != "--debug"]
    return head + arguments[end:], len(head) < end


def _run(arguments: list[str]) -> int:
    from riskframe.cli.app import command

    try:
        code = command().main(arguments, prog_name="riskframe", standalone_mode=False)
    except Exception as error:
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()  # a usage error of typer's: it prints the usage line and what is wrong
        return int(getattr(error, "exit_code", 2))
    return int(code or 0)


def _code_of(error: Exception) -> int:
    """Print what a known failure has to say, or that this is a fault of riskframe; return the exit code."""
    from riskframe.bundled import BundleMissing
    from riskframe.cli.console import Console
    from riskframe.cli.usage import WrongUsage
    from riskframe.diagnostics import InvalidInput
    from riskframe.gate.codes import ExitCode
    from riskframe.loading.atomic import CannotWrite

    if type(error).__name__ == "Abort":  # typer's: the terminal closed at a question
        _tell("stopped")
        return _INTERRUPTED
    if isinstance(error, WrongUsage):
        Console().diagnostics(error.diagnostics)
        return ExitCode.USAGE
    if isinstance(error, InvalidInput):
        Console().diagnostics(error.diagnostics)
        return ExitCode.INVALID
    if isinstance(error, CannotWrite):
        Console().diagnostics([error.diagnostic])
        return ExitCode.USAGE if error.diagnostic.code == "E152" else ExitCode.INTERNAL
    if isinstance(error, BundleMissing):
        _tell(str(error))
        return ExitCode.INTERNAL
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        _let_go_of_stdout()
        _tell("no space left on device")
        return ExitCode.INTERNAL
    said = " ".join(str(error).split())
    _tell(
        f"internal error: {type(error).__name__}{': ' + said if said else ''}\n"
        "This is a fault of riskframe. Please report it with what the same command prints with --debug."
    )
    return ExitCode.INTERNAL


def _flushed() -> int:
    """Write out what is buffered while its failure can still be told; Python would exit with 120."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_stdout()
    except OSError as error:
        _let_go_of_stdout()
        _tell(f"standard output cannot be written: {str(error.strerror).lower()}")
        return 5
    return 0


def _let_go_of_stdout() -> None:
    """Point standard output nowhere, so that nothing is flushed into the closed pipe at exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass


def _tell(text: str) -> None:
    try:
        sys.stderr.write(f"riskframe: {text}\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        pass


if __name__ == "__main__":
    sys.exit(main())
