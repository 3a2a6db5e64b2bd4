"""Packed buffers and the choice of a strategy: protocol.md §4.1 to §4.8."""

import sys
import textwrap

from gcompute_worker import strategies
from gcompute_worker.errors import DeserializationError, SerdeError, SerializationError
from gcompute_worker.strategies import BY_HEADER, BY_NAME, dill_version

__all__ = ["Deserializer", "dill_version", "serialize_with_first"]

_DEFAULT_RESULT_SERIALIZERS = ["globus_compute_sdk.serialize.DillDataBase64", "globus_compute_sdk.serialize.DillCode"]
_MODULES = ("globus_compute_sdk.serialize.", "globus_compute_sdk.serialize.concretes.")


class Deserializer:
    """Reads task buffers, refusing strategies that are not on the list, if there is one."""

    def __init__(self, allowed=None):
        self._allowed = None if not allowed else _expand(allowed)

    def unpack(self, packed):
        """Splits at lengths in code points and reads each buffer as it is split, as laxly as an endpoint does."""
        values = []
        while packed:
            length, rest = packed.split("\n", 1)
            current, packed = rest[: int(length)], rest[int(length) :]
            values.append(self.read(current))
        assert len(values) == 3, f"Unpack expects 3 buffers, got {len(values)}"
        return values

    def read(self, payload):
        header = payload[:3]
        strategy = BY_HEADER.get(header)
        if strategy is None:
            raise DeserializationError(f"Invalid header: {header} in data payload")
        self._check(strategy)
        return strategy.deserialize(payload)

    def _check(self, strategy):
        if self._allowed is None or strategy in self._allowed:
            return
        kind, what = ("Code", "function") if strategy.for_code else ("Data", "arguments")
        text = (
            f"\n{kind} serializer {strategy.__name__} disabled by current configuration.\n"
            f"The current configuration requires the *{what}* to be serialized with one of the allowed {kind} classes:\n"
            f"\n    Allowed serializers: {', '.join(sorted(s.__name__ for s in self._allowed))}"
        )
        raise DeserializationError(textwrap.indent(text, " "))


def _expand(paths):
    allowed = set()
    for path in paths:
        if path in ("globus_compute_sdk.*Code", "globus_compute_sdk.*Data"):
            wanted = path.endswith("Code")
            allowed.update(s for s in BY_NAME.values() if s.for_code == wanted)
        else:
            allowed.add(_find(path))
    return allowed


def _find(path):
    for module in _MODULES:
        if path.startswith(module) and path[len(module) :] in BY_NAME:
            return BY_NAME[path[len(module) :]]
    raise SerdeError(
        f"'{path}' names no serialization strategy; one is 'globus_compute_sdk.serialize.JSONData'. Known: {', '.join(sorted(BY_NAME))}."
    )


def _usable(path, for_code):
    strategy = _find(path)
    if strategy.for_code != for_code:
        have, need = ("code", "data") if strategy.for_code else ("data", "code")
        raise SerdeError(f"{strategy.__name__} is a {have} serialization strategy, expected a {need} strategy.")
    return strategy


def serialize_with_first(value, paths):
    """Serialises with the first strategy on the list that can."""
    problems = []
    for path in paths or _DEFAULT_RESULT_SERIALIZERS:
        try:
            return _usable(path, callable(value)).serialize(value)
        except Exception as problem:
            problems.append(problem)
    if sys.version_info >= (3, 11):
        raise SerializationError("All strategies failed.") from ExceptionGroup("Strategy failures:", problems)
    # Older Pythons have no groups: the single errors are named in the cause's text.
    causes = "\n".join(f"  {type(p).__name__}: {p}" for p in problems)
    raise SerializationError("All strategies failed.") from SerdeError(f"Strategy failures:\n{causes}")


strategies.connect(Deserializer().read)
