"""Command lines as functions: protocol.md §6.8."""

import collections
import os
import subprocess
import sys
import uuid

_TIMED_OUT = 124


class ShellResult:
    """What a command line left: its text, the ends of its output, its exit code and, if that is not 0, an exception's name."""

    def __init__(self, cmd, stdout, stderr, returncode, exception_name=None):
        self.cmd = cmd
        self.stdout = stdout
        self.stderr = stderr
        self.returncode = returncode
        self.exception_name = exception_name

    def __str__(self):
        output = (self.stderr if self.returncode else self.stdout) or ""
        return f"{self.cmd} returned {self.returncode}\n{output}".rstrip()

    def __repr__(self):
        return f"ShellResult(cmd={self.cmd!r}, returncode={self.returncode})"


class ShellFunction:
    """A command line with ``{placeholders}``, called with keyword arguments that fill them."""

    def __init__(self, cmd, stdout=None, stderr=None, walltime=None, snippet_lines=1000, name=None, return_dict=False):
        if walltime is not None and walltime < 0:
            raise ValueError(f"walltime is {walltime!r}; it must be a number of seconds, 0 or more, or None.")
        name = name or type(self).__name__
        if not name.isidentifier():
            raise ValueError(f"name is {name!r}; it must be a Python identifier.")
        self.cmd = cmd
        self.stdout = stdout
        self.stderr = stderr
        self.walltime = walltime
        self.snippet_lines = snippet_lines
        self.__name__ = name
        self.return_dict = return_dict

    def __call__(self, **kwargs):
        return self.execute_cmd_line(self.cmd.format(**kwargs))

    def execute_cmd_line(self, command):
        folder, warning = self._folder()
        # The pickle of an older SDK has no return_dict.
        return_dict = getattr(self, "return_dict", False)
        stem = f"{os.environ.get('GC_TASK_UUID') or uuid.uuid4()}.{uuid.uuid4().hex[:8]}"
        out_path = os.path.join(folder, self.stdout or f"{stem}.stdout")
        err_path = os.path.join(folder, self.stderr or f"{stem}.stderr")
        for path in (out_path, err_path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
        # The files outlive a timed-out call on purpose: its process may go on writing.
        with open(out_path, "a+", encoding="utf-8", errors="replace") as out, open(
            err_path, "a+", encoding="utf-8", errors="replace"
        ) as err:
            if warning:
                err.write(warning)
                err.flush()
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=folder, shell=True, **_shell())
            exception_name = None
            try:
                code = process.wait(timeout=self.walltime)
                if code != 0:
                    exception_name = "subprocess.CalledProcessError"
            except subprocess.TimeoutExpired:
                code, exception_name = _TIMED_OUT, "subprocess.TimeoutExpired"
            values = {
                "cmd": command,
                "stdout": self._tail(out),
                "stderr": self._tail(err),
                "returncode": code,
                "exception_name": exception_name,
            }
        return values if return_dict else ShellResult(**values)

    def _folder(self):
        sandbox = os.environ.get("GC_TASK_SANDBOX_DIR")
        if sandbox:
            os.makedirs(sandbox, exist_ok=True)
            return sandbox, None
        return os.getcwd(), "Warning: no sandbox folder is set (GC_TASK_SANDBOX_DIR); the command runs in the current folder.\n"

    def _tail(self, file):
        file.seek(0)
        return "".join(collections.deque(file, maxlen=self.snippet_lines))


def _shell():
    return {} if sys.platform == "win32" else {"executable": "/bin/bash"}
