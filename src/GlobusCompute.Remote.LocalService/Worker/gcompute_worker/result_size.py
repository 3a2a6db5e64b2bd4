"""The limit of a serialised result (protocol.md §7). The service sets it: LocalComputeServiceOptions.MaxResultSize."""

from gcompute_worker.errors import WorkerError


class MaxResultSizeExceeded(WorkerError):
    def __init__(self, size, limit):
        super().__init__(size, limit)
        self._size, self._limit = size, limit

    def __str__(self):
        return f"Task result of {self._size}B exceeded current limit of {self._limit}B"


def check(data, limit):
    """Refuses a serialised result that has more code points than the limit."""
    if len(data) > limit:
        raise MaxResultSizeExceeded(len(data), limit)
