from globus_compute_sdk.errors.error_types import DeserializationError, SerdeError, SerializationError

__all__ = ["DeserializationError", "SerdeError", "SerializationError"]
