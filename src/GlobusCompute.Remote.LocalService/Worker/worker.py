"""Starts a worker from the module sources that the service sent behind this text.

This file runs inside ``python -c``, which bound ``_pipe`` (the protocol's input) and ``_sources`` (module name to [is a package, source]).
"""

import importlib.machinery
import sys


class _SourceFinder:
    """Imports the modules that came over the pipe, so that no file has to be written.

    It stands last in ``sys.meta_path``: an installed globus_compute_sdk wins over the stand-in.
    """

    def __init__(self, sources):
        self._sources = sources

    def find_spec(self, name, path=None, target=None):
        if name not in self._sources:
            return None
        is_package = self._sources[name][0]
        return importlib.machinery.ModuleSpec(name, self, origin=self.file_of(name), is_package=is_package)

    def file_of(self, name):
        return name.replace(".", "/") + ("/__init__.py" if self._sources[name][0] else ".py")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(self.get_source(module.__name__), self.file_of(module.__name__), "exec"), module.__dict__)

    def get_source(self, name):
        # Lets tracebacks show the lines of these modules.
        return self._sources[name][1]


sys.meta_path.append(_SourceFinder(_sources))

from gcompute_worker import loop  # noqa: E402

loop.run(_pipe)
