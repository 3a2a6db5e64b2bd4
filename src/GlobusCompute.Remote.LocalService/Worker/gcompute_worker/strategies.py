"""The serialization strategies of protocol.md §4.2. Their class names are part of the protocol."""

import codecs
import collections
import functools
import inspect
import json
import pickle
import sys

from gcompute_worker.errors import DeserializationError, SerializationError

try:
    import dill
except ImportError:
    dill = None

_read = None


def connect(read):
    """Gives the strategies that contain others the means to read those."""
    global _read
    _read = read


def dill_version():
    return None if dill is None else dill.__version__


def _need_dill(strategy, error):
    if dill is None:
        raise error(
            f"{strategy.__name__} ('{strategy.header.strip()}') needs the Python package dill, which {sys.executable} does not have. "
            f"Install it with: {sys.executable} -m pip install dill"
        )
    return dill


@functools.lru_cache(maxsize=256)
def _compiled(source):
    # Only the byte code is kept: each task executes it in a namespace of its own, so no state passes between tasks.
    return compile(source, "<string>", "exec", dont_inherit=True)


def _define(name, source):
    namespace = {}
    exec(_compiled(source), namespace)
    return namespace[name]


def pack(buffers):
    return "".join(f"{len(buffer)}\n{buffer}" for buffer in buffers)


def unpack(packed):
    """Splits packed buffers, strictly."""
    buffers = []
    while packed:
        length, found, packed = packed.partition("\n")
        if not found:
            raise ValueError("Missing newline delimiter")
        try:
            count = int(length)
        except ValueError:
            raise ValueError(f"Invalid length delimiter: {length}") from None
        if count < 0:
            raise ValueError(f"Length delimiter must be non-negative: {count}")
        if count > len(packed):
            raise ValueError(f"Truncated buffer: expected {count} characters, but only {len(packed)} characters remain")
        buffers.append(packed[:count])
        packed = packed[count:]
    return buffers


class Strategy:
    header = ""
    for_code = False

    @classmethod
    def _to_base64(cls, data):
        return cls.header + codecs.encode(data, "base64").decode("ascii")

    @classmethod
    def _from_base64(cls, payload):
        return codecs.decode(payload[3:].encode(), "base64")


class JSONData(Strategy):
    header = "11\n"

    @classmethod
    def serialize(cls, value):
        return cls.header + json.dumps(value)

    @classmethod
    def deserialize(cls, payload):
        return json.loads(payload[3:])


class DillDataBase64(Strategy):
    header = "00\n"

    @classmethod
    def serialize(cls, value):
        return cls._to_base64(_need_dill(cls, SerializationError).dumps(value))

    @classmethod
    def deserialize(cls, payload):
        return _need_dill(cls, DeserializationError).loads(cls._from_base64(payload))


class DillCode(DillDataBase64):
    header = "01\n"
    for_code = True


class PickleCode(Strategy):
    header = "02\n"
    for_code = True

    @classmethod
    def serialize(cls, value):
        raise SerializationError("PickleCode is for reading only.")

    @classmethod
    def deserialize(cls, payload):
        return pickle.loads(cls._from_base64(payload))


class _PickledSource(Strategy):
    for_code = True

    @classmethod
    def serialize(cls, value):
        return cls._to_base64(_need_dill(cls, SerializationError).dumps((value.__name__, cls._source(value))))

    @classmethod
    def deserialize(cls, payload):
        name, source = _need_dill(cls, DeserializationError).loads(cls._from_base64(payload))
        return _define(name, source)


class DillCodeTextInspect(_PickledSource):
    header = "03\n"

    @staticmethod
    def _source(value):
        return inspect.getsource(value)


class DillCodeSource(_PickledSource):
    header = "04\n"

    @staticmethod
    def _source(value):
        return dill.source.getsource(value, lstrip=True)


class _PureSource(Strategy):
    for_code = True

    @classmethod
    def serialize(cls, value):
        return f"{cls.header}{value.__name__}:{cls._source(value)}"

    @classmethod
    def deserialize(cls, payload):
        name, source = payload[3:].split(":", 1)
        return _define(name, source)


class PureSourceTextInspect(_PureSource):
    header = "st\n"

    @staticmethod
    def _source(value):
        return inspect.getsource(value)


class PureSourceDill(_PureSource):
    header = "sd\n"

    @classmethod
    def _source(cls, value):
        return _need_dill(cls, SerializationError).source.getsource(value, lstrip=True)


class CombinedCode(Strategy):
    header = "10\n"
    for_code = True

    @classmethod
    def serialize(cls, value):
        parts = _all_that_work(cls, (DillCodeSource, DillCode, DillCodeTextInspect, PureSourceDill, PureSourceTextInspect), value)
        return cls.header + ":".join(f"{part[:3]}:{part[3:]}" for part in parts)

    @classmethod
    def deserialize(cls, payload):
        pieces = payload[3:].split(":")
        return _first_that_reads([head + body for head, body in zip(pieces[::2], pieces[1::2])])


class _All(Strategy):
    members = ()

    @classmethod
    def serialize(cls, value):
        return cls.header + pack(_all_that_work(cls, cls.members, value))

    @classmethod
    def deserialize(cls, payload):
        return _first_that_reads(unpack(payload[3:]))


class AllDataStrategies(_All):
    header = "13\n"
    members = (JSONData, DillDataBase64)


class AllCodeStrategies(_All):
    header = "12\n"
    for_code = True
    members = (PureSourceTextInspect, PureSourceDill, DillCode)


def _all_that_work(cls, members, value):
    parts, problems = [], []
    for member in members:
        try:
            parts.append(member.serialize(value))
        except Exception as problem:
            problems.append(f"{member.__name__}: {problem}")
    if not parts:
        raise SerializationError(f"{cls.__name__}: " + "; ".join(problems))
    return parts


def _first_that_reads(payloads):
    problems = []
    for payload in payloads:
        header, found, _ = payload.partition("\n")
        if not found:
            problems.append(f"Malformed data (no newline separator): {payload}")
        elif payload[:3] not in BY_HEADER:
            problems.append(f"Invalid strategy identifier: {header}")
        else:
            try:
                return _read(payload)
            except Exception as problem:
                problems.append(f"{BY_HEADER[payload[:3]].__name__}: {problem}")
    problems = problems or ["unknown"]
    raise DeserializationError("\n\nDeserialization errors:\n" + "\n".join(f"* {problem}" for problem in problems))


BY_NAME = collections.OrderedDict(
    (strategy.__name__, strategy)
    for strategy in (
        JSONData,
        DillDataBase64,
        AllDataStrategies,
        DillCode,
        DillCodeTextInspect,
        DillCodeSource,
        PureSourceTextInspect,
        PureSourceDill,
        CombinedCode,
        AllCodeStrategies,
    )
)
"""What results and allow lists may name."""

BY_HEADER = {strategy.header: strategy for strategy in (*BY_NAME.values(), PickleCode)}

for _class in BY_HEADER.values():
    _class.__module__ = "globus_compute_sdk.serialize.concretes"
