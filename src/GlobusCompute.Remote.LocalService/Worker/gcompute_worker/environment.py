"""What surrounds a task: its folder, its environment variables, and the description of this Python."""

import importlib.util
import os
import platform
import shutil
import sys

from gcompute_worker import SDK_VERSION


class WorkFolder:
    """The worker's folder below the service's temporary one. Made by the first task, removed when the worker ends.

    A task's own folder goes to the next one if it was left empty: making and removing one costs more than most tasks.
    """

    def __init__(self, root, path):
        self._root = root
        self._owner = os.getpid()
        self.path = path
        self._made = False
        self._own = None
        self._count = 0

    def enter(self, task_id, sandbox):
        """Makes the current directory what the task may expect."""
        if not self._made:
            os.makedirs(self._root, mode=0o700, exist_ok=True)
            os.makedirs(self.path, mode=0o700, exist_ok=True)
            self._made = True
        os.environ["GC_TASK_UUID"] = task_id
        if not sandbox:
            os.environ.pop("GC_TASK_SANDBOX_DIR", None)
            os.chdir(self.path)
            return
        if self._own is None:
            self._count += 1
            self._own = os.path.join(self.path, f"task-{self._count}")
            os.mkdir(self._own)
        os.chdir(self._own)
        os.environ["GC_TASK_SANDBOX_DIR"] = self._own

    def leave(self):
        if self._own is None or self._is_a_childs():
            return
        try:
            if not os.listdir(self._own):
                return
        except OSError as problem:
            print(f"The task's folder {self._own} cannot be read any more: {problem}", file=sys.stderr)
        os.chdir(self.path)
        # What cannot be removed now goes with the worker's folder.
        shutil.rmtree(self._own, ignore_errors=True)
        self._own = None

    def remove(self):
        if not self._made or self._is_a_childs():
            return
        os.chdir(os.path.dirname(self._root))
        shutil.rmtree(self.path, ignore_errors=True)
        try:
            os.rmdir(self._root)
        except OSError:
            # Other workers are still in it; the last one removes it.
            return

    def _is_a_childs(self):
        # A child that a task forked comes by here too when it ends; the folder is its parent's.
        return os.getpid() != self._owner


def describe(endpoint_id, dill_version):
    return {
        "os": platform.platform(),
        "dill_version": dill_version,
        "python_version": platform.python_version(),
        "globus_compute_sdk_version": SDK_VERSION,
        "endpoint_id": endpoint_id,
    }


def missing_packages(dill_version):
    """Names the packages that clients count on and that this Python does not have. None is imported for it."""
    missing = [] if dill_version else ["dill"]
    try:
        found = importlib.util.find_spec("numpy")
    except (ImportError, ValueError):
        found = None
    return missing if found else [*missing, "numpy"]


def leave_main_clean():
    # Functions pickled by value find their globals in __main__, which must not hold the worker's own names.
    names = vars(sys.modules["__main__"])
    for name in [n for n in names if not (n.startswith("__") and n.endswith("__"))]:
        del names[name]
