from gcompute_worker.errors import DeserializationError, SerdeError, SerializationError

__all__ = ["DeserializationError", "SerdeError", "SerializationError"]
