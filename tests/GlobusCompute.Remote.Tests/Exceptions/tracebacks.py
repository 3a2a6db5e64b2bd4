"""Raises generated exceptions in functions that the local worker runs, and writes what the worker says of each and what the exception was.

    python3 tracebacks.py WORKER_FOLDER SEED COUNT
"""

import json
import os
import random
import sys
import tempfile

sys.path.insert(0, sys.argv[1])

from gcompute_worker import execution  # noqa: E402

HAS_GROUPS = sys.version_info >= (3, 11)

# Texts that a message may hold. The third kind of line is what Python itself prints around exceptions.
WORDS = [
    "bad value", "é😀", "", " ", "  leading", "trailing ", "a: b", "ValueError: inner", "'quoted'", "\\n", "tab\there", "-----", "+++++", "| x",
    "  File \"x.py\", line 3, in g", "    return 1", "~~^^", "[Previous line repeated 3 more times]", "\x1b[31mred\x1b[0m", "\u202egnirts", "x\x0by\x0cz", "a\u2028b", "c\x85d", "\r", "a\rb",
    "During handling of the above exception, another exception occurred:",
    "The above exception was the direct cause of the following exception:",
    "Traceback (most recent call last):",
    "  + Exception Group Traceback (most recent call last):", "  | ExceptionGroup: x (1 sub-exception)", "  +-+---------------- 1 ----------------",
    "++++++++", "--------", "parsl.x.WorkerLost: gone", "MaxResultSizeExceeded(1, 2)", "<exception str() failed>", "No module named 'x'",
]

# Texts of exceptions whose traceback becomes part of another's message: with blank lines of their own, nobody could tell where it ends.
TAME = ["bad value", "é😀", "a: b", "ValueError: inner", "'quoted'", "tab\there", "-----", "\x1b[31mred\x1b[0m", "[Previous line repeated 3 more times]", "line one\nline two"]

SNIPPETS = """
import traceback
from concurrent.futures import ProcessPoolExecutor

def text_of(error):
    return "".join(traceback.format_exception(type(error), error, error.__traceback__))

def raised(error, cause=None):
    try:
        if cause is None:
            raise error
        raise error from cause
    except BaseException as e:
        return e

class Plain(ValueError):
    pass

class Outer:
    class Inner(RuntimeError):
        class Deep(KeyError):
            pass

class Module(Exception):
    __module__ = "some.module"

class Hyphen(Exception):
    __module__ = "my-script.part"

class Broken(Exception):
    def __str__(self):
        raise TypeError("no text")

class Odd(Exception):
    def __str__(self):
        return self.args[0]

class ÄÖµ(Exception):
    pass

def local():
    class FrameError(ValueError):
        class Nested(FrameLike):
            pass
    return FrameError

class FrameLike(OSError):
    pass

Dynamic = type("Made_up", (ArithmeticError,), {"__module__": "made.up"})
Lambda = (lambda: type("InLambda", (Exception,), {"__qualname__": "<lambda>.<locals>.InLambda", "__module__": "__main__"}))()
Quoted = type("_RemoteTraceback", (Exception,), {"__str__": lambda self: '\\n\"\"\"\\n%s\"\"\"' % self.args[0], "__module__": "concurrent.futures.process"})
"""

TYPES = [
    "ValueError", "KeyError", "Exception", "RecursionError", "StopIteration", "ArithmeticError", "UnicodeError", "Plain", "Outer.Inner", "Outer.Inner.Deep",
    "Module", "Hyphen", "Broken", "Odd", "ÄÖµ", "local()", "local().Nested", "Dynamic", "Lambda",
]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

        self.quoting = 0

    def message(self):
        r = self.random
        if self.quoting:
            return r.choice(TAME)
        lines = [r.choice(WORDS) for _ in range(r.choice((0, 1, 1, 1, 2, 3, 5)))]
        return "\n".join(lines)

    def new(self, message=None):
        r = self.random
        if message is None:
            message = repr(self.message())
        return f"{r.choice(TYPES)}({message})"

    def expression(self, depth):
        """An expression whose value is an exception that was raised, with a chain before it."""
        r = self.random
        kind = r.random()
        if self.quoting:
            # Quotes in quotes cannot be told apart; and what is quoted was raised.
            kind = r.choice((0.1, 0.4, 0.9))
        if depth == 0 or kind < 0.3:
            return f"raised({self.new()})"
        if kind < 0.5:
            return f"raised({self.new()}, {self.expression(depth - 1)})"
        if kind < 0.6:
            # Never raised, so it has no traceback.
            return f"raised({self.new()}, {self.new()})"
        if kind < 0.75:
            return f"raised({self.new(f'{self.message()!r} + {self.quoted(depth)}')})"
        if kind < 0.85:
            return f"raised({self.new()}, Quoted({self.quoted(depth)}))"
        if HAS_GROUPS:
            members = ", ".join(self.expression(depth - 1) for _ in range(r.randint(1, 3)))
            return f"raised({r.choice(('ExceptionGroup', 'ExceptionGroup', 'BaseExceptionGroup'))}({self.message()!r}, [{members}]))"
        return f"raised({self.new()})"

    def quoted(self, depth):
        self.quoting += 1
        text = f"text_of({self.expression(depth - 1)})"
        self.quoting -= 1
        return text

    def function(self):
        r = self.random
        lines = ["def f():"]
        notes = ["note: " + self.message() for _ in range(r.choice((0, 0, 0, 1, 2)))] if HAS_GROUPS else []
        if r.random() < 0.4:
            # One that was being handled.
            # It is quoted with what is raised then.
            self.quoting += 1
            before = self.expression(1)
            self.quoting -= 1
            lines += ["    try:", f"        raise {before}", "    except BaseException as before:", f"        error = {self.expression(2)}"]
        else:
            lines += [f"    error = {self.expression(2)}"]
        pad = "        " if len(lines) > 2 else "    "
        lines += [f"{pad}error.add_note({note!r})" for note in notes]
        lines += [f"{pad}raise error" + r.choice(("", "", " from None"))]
        if r.random() < 0.3:
            lines = [lines[0].replace("f()", "g()"), *lines[1:], "def f():", "    g()"]
        return SNIPPETS + "\n".join(lines) + "\n"


def expected(source):
    names = {}
    exec(compile(source, "<string>", "exec"), names)
    try:
        names["f"]()
    except BaseException as error:
        kind = type(error)
        name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"
        try:
            text = str(error)
        except Exception:
            text = "<exception str() failed>" if HAS_GROUPS else f"<unprintable {kind.__name__} object>"
        notes = "\n".join(getattr(error, "__notes__", ()))
        has_notes = bool(getattr(error, "__notes__", ()))
        return name, notes if has_notes and not text else f"{text}\n{notes}" if has_notes else text
    raise AssertionError("nothing was raised")


def pack(*buffers):
    return "".join(f"{len(buffer)}\n{buffer}" for buffer in buffers)


def main():
    seed, count = int(sys.argv[2]), int(sys.argv[3])
    folder = tempfile.mkdtemp()

    class Folder:
        def enter(self, task, sandbox):
            os.chdir(folder)

        def leave(self):
            pass

    worker = execution.Execution({"sandbox": False, "result_size_limit": 1 << 30, "endpoint_id": "e"}, Folder())
    # Groups of BaseException are raised in the worker too.
    for i in range(count):
        source = Generator(seed + i).function()
        try:
            packed = worker.execute({"task_id": "t"}, pack("st\nf:" + source, "11\n[]", "11\n{}").encode())
        except BaseException:
            # What is no Exception ends a worker; no traceback comes.
            continue
        text = json.loads(packed[1:])["data"]["data"]
        name, message = expected(source)
        print(json.dumps({"seed": seed + i, "text": text, "type": name, "message": message}))
    os.rmdir(folder)


main()
