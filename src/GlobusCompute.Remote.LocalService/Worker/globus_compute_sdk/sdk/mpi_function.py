"""Command lines that the engine starts under MPI. The local engine knows no launcher, so the prefix is empty."""

from globus_compute_sdk.sdk.shell_function import ShellFunction


class MPIFunction(ShellFunction):
    def __call__(self, **kwargs):
        return self.execute_cmd_line("$PARSL_MPI_PREFIX " + self.cmd.format(**kwargs))
