"""Stands in for the Globus Compute SDK on the local service's workers: what code that runs in a task may import, and no more."""

from gcompute_worker import SDK_VERSION as __version__

from globus_compute_sdk.sdk.mpi_function import MPIFunction
from globus_compute_sdk.sdk.shell_function import ShellFunction, ShellResult

__all__ = ["MPIFunction", "ShellFunction", "ShellResult", "__version__"]


def __getattr__(name):
    if name in ("Client", "Executor"):
        raise AttributeError(
            f"globus_compute_sdk.{name} is not there: the local service's workers only stand in for the parts of the SDK that run in tasks. "
            "Install the package globus-compute-sdk for the worker's Python to use it."
        )
    raise AttributeError(f"module 'globus_compute_sdk' has no attribute '{name}'")
