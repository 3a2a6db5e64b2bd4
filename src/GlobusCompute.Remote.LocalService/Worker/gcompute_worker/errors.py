"""Errors by the names under which clients know them."""


class WorkerError(Exception):
    """An error of the worker itself, reported by its repr and class name."""


class MaxResultSizeExceeded(WorkerError):
    def __init__(self, size, limit):
        super().__init__(size, limit)
        self._size, self._limit = size, limit

    def __str__(self):
        return f"Task result of {self._size}B exceeded current limit of {self._limit}B"


class _Prefixed(Exception):
    prefix = ""

    def __str__(self):
        return self.prefix + super().__str__()


class SerdeError(Exception):
    pass


class SerializationError(_Prefixed):
    prefix = "Serialization failed: "


class DeserializationError(_Prefixed):
    prefix = "Deserialization failed: "


for _class in (SerdeError, SerializationError, DeserializationError):
    _class.__module__ = "globus_compute_sdk.errors.error_types"
