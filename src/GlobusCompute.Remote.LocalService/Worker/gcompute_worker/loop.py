"""The worker's life: frames in, one task at a time on the main thread, frames out."""

import collections
import faulthandler
import json
import os
import struct
import sys
import threading

from gcompute_worker import environment, parent
from gcompute_worker.execution import Execution

# Frames to the worker: kind, length of the header, length of the body. Frames from it: kind, length.
_IN = struct.Struct("!cII")
_OUT = struct.Struct("!cI")

READY, STARTED, DONE, RETURNED, ENDING = b"R", b"S", b"D", b"B", b"E"
CONFIGURE, TASK, RECALL = b"C", b"T", b"U"


class _Inbox:
    """Tasks received and not yet started. A second thread fills it: it also sees the pipe's end, the sign that the service is gone."""

    def __init__(self):
        self._tasks = collections.deque()
        self._arrived = threading.Semaphore(0)

    def put(self, task):
        self._tasks.append(task)
        self._arrived.release()

    def take(self):
        while True:
            self._arrived.acquire()
            try:
                return self._tasks.popleft()
            except IndexError:
                # What was announced has been recalled.
                continue

    def take_now(self):
        try:
            return self._tasks.popleft()
        except IndexError:
            return None

    def take_back(self):
        """Removes what was not started, newest first, so that what is left is always the oldest. Returns the number."""
        count = 0
        try:
            while True:
                self._tasks.pop()
                count += 1
        except IndexError:
            return count


class _Outbox:
    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def write(self, *frames):
        data = b"".join(_OUT.pack(kind, len(body)) + body for kind, body in frames)
        with self._lock:
            view = memoryview(data)
            while view:
                view = view[os.write(self._descriptor, view) :]


def _read_exactly(pipe, count):
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError
    return data


def _receive(pipe, inbox, outbox, folder):
    try:
        while True:
            kind, header_length, body_length = _IN.unpack(_read_exactly(pipe, _IN.size))
            header = _read_exactly(pipe, header_length)
            body = _read_exactly(pipe, body_length)
            if kind == TASK:
                inbox.put((header, body))
            elif kind == RECALL:
                outbox.write((RETURNED, struct.pack("!I", inbox.take_back())))
    except (EOFError, OSError):
        parent.leave(folder)


def run(pipe):
    parent.lead_group()
    # User code must neither read the protocol nor write into it.
    out = os.dup(1)
    os.dup2(2, 1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    parent.keep_from_forks(pipe.fileno(), out)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Shows where a crash in native code happened; the service quotes it.
    faulthandler.enable()
    environment.leave_main_clean()

    kind, header_length, body_length = _IN.unpack(_read_exactly(pipe, _IN.size))
    if kind != CONFIGURE:
        raise RuntimeError("The service did not send its configuration first.")
    configuration = json.loads(_read_exactly(pipe, header_length))
    _read_exactly(pipe, body_length)

    folder = environment.WorkFolder(configuration["root"], configuration["folder"])
    inbox, outbox = _Inbox(), _Outbox(out)
    execution = Execution(configuration, folder)
    receiver = threading.Thread(target=_receive, args=(pipe, inbox, outbox, folder), daemon=True, name="gcompute-receiver")
    receiver.start()
    missing = environment.missing_packages(execution.details["dill_version"])
    outbox.write((READY, json.dumps({**execution.details, "executable": sys.executable, "missing": missing}).encode()))
    parent.die_with_it()

    worker = os.getpid()
    task = inbox.take()
    while True:
        header = json.loads(task[0])
        identity = header["task_id"].encode()
        outbox.write((STARTED, identity))
        while True:
            try:
                result = execution.execute(header, task[1])
            except BaseException as end:  # SystemExit and its like end the worker, as on a real endpoint
                parent.end(end, folder, lambda message: outbox.write((ENDING, message)))
            if os.getpid() != worker:
                # A child that the task forked came back from it; the result is for its parent to give.
                os._exit(0)
            task = inbox.take_now()
            if task is None:
                outbox.write((DONE, result))
                break
            header = json.loads(task[0])
            outbox.write((DONE, result), (STARTED, header["task_id"].encode()))
        task = inbox.take()
