"""The bond to the service: no worker outlives it."""

import os
import signal
import sys
import traceback


def leave(folder):
    """Ends this process, and what tasks left running in its group, because the service is gone or wants no more."""
    folder.remove()
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def end(error, folder, tell):
    """Ends this process because a task asked for it (SystemExit) or was interrupted. ``tell`` gets what it prints before."""
    code, message = _meaning(error)
    if message is not None:
        print(message, file=sys.stderr, flush=True)
    folder.remove()
    try:
        if message is not None:
            # What was printed may be read before the frame that says which task it belongs to.
            tell(message.encode("utf-8", "backslashreplace"))
    finally:
        os._exit(code & 0xFF)


def _meaning(error):
    """The exit code and the message, as Python itself makes them: an argument of sys.exit that is not a number is a message."""
    if not isinstance(error, SystemExit):
        return 1, "".join(traceback.format_exception(type(error), error, error.__traceback__)).rstrip("\n")
    if error.code is None:
        return 0, None
    if isinstance(error.code, int):
        return int(error.code), None
    try:
        return 1, str(error.code)
    except Exception as problem:
        return 1, f"The message of the exit cannot be shown: {problem!r}"


def lead_group():
    """Makes this process the head of a group of its own, so that the service can end it together with its children."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)


def keep_from_forks(*descriptors):
    """Takes descriptors away from the processes that tasks fork: one that outlives this process would hold back the end of its pipes."""
    if not hasattr(os, "register_at_fork"):
        return

    def cut():
        # Their numbers stay taken, so that what still knows them reaches nothing else.
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in descriptors:
            os.dup2(null, descriptor, inheritable=False)
        os.close(null)

    os.register_at_fork(after_in_child=cut)


def die_with_it():
    """On Linux, lets the kernel end this process 3 seconds after the service's death, even in C code that never gives Python a turn.

    The receiving thread ends the process at once in all other cases and clears its folder; a plain SIGKILL on the parent's death would
    not let it. So the signal's handler is the C function alarm itself, called with the signal's number (SIGQUIT is 3) as seconds, and
    SIGALRM's default action is the end.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        libc.signal.argtypes = [ctypes.c_int, ctypes.c_void_p]
        libc.signal.restype = ctypes.c_void_p
        libc.signal(int(signal.SIGQUIT), ctypes.cast(libc.alarm, ctypes.c_void_p))
        set_parent_death_signal = 1
        libc.prctl(set_parent_death_signal, int(signal.SIGQUIT), 0, 0, 0)
    except (ImportError, AttributeError, OSError) as problem:
        print(f"This Python cannot ask the kernel to end it with the service: {problem!r}", file=sys.stderr)
