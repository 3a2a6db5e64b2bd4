"""Says whose output follows: a record separator and the id of a task, on a line of their own, ahead of what it prints."""

import os
import sys
import time

# A task that begins later than this after the last mark gets one at once, so that what its child processes print is known to be its own.
_PAUSE = 0.002


class TaskOutput:
    def __init__(self):
        # A descriptor of its own: a task may redirect the standard ones, and must not find marks in its files.
        self._descriptor = os.dup(2)
        self._task = None
        self._is_due = False
        self._marked_at = 0.0
        for stream in (sys.stdout, sys.stderr):
            stream.write = self._marking(stream.write)

    def begin(self, task_id):
        self._task = task_id
        if time.monotonic() - self._marked_at > _PAUSE:
            self._mark()
        else:
            self._is_due = True

    def _mark(self):
        self._is_due = False
        self._marked_at = time.monotonic()
        try:
            os.write(self._descriptor, b"\x1e%s\n" % self._task.encode())
        except OSError:
            # A task has closed it; its output belongs to whom it pleases.
            pass

    def _marking(self, write):
        def marked(text):
            if self._is_due:
                self._mark()
            return write(text)

        return marked
