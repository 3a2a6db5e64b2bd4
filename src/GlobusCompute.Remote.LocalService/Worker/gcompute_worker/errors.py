"""Errors by the names under which clients know them."""


class WorkerError(Exception):
    """An error of the worker itself, reported by its repr and class name."""


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
