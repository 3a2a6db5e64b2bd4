"""The worker's side of the round-trip tests: makes frames, and compares what comes back with what docs/dataframes.md says.

Usage: roundtrip.py ADAPTER. Commands and answers are a length of four bytes and the bytes.
"""
import datetime
import struct
import sys

import numpy as np
import pandas as pd

with open(sys.argv[1], encoding="utf-8") as file:
    adapter = {}
    exec(file.read(), adapter)
encode, decode = adapter["encode"], adapter["decode"]

INTS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
KINDS = (["bool", "boolean", "object[bool]", "object[int]", "object[float]", "null", "object", "string", "category", "category[int]", "category[time]",
          "float16", "float32", "float64", "Float32", "Float64", "time", "zone", "timedelta"] + INTS + [n.replace("i", "I").replace("u", "U") for n in INTS])
TEXTS = ["", "a", "Zürich", "日本", "😀", "nan", "x" * 300, "a\0b", " ", "\u200b"]
# Pandas 1.5 has times of nanoseconds only.
UNITS = {"ns": 1, "us": 10 ** 3, "ms": 10 ** 6, "s": 10 ** 9} if int(pd.__version__.split(".")[0]) >= 2 else {"ns": 1}
ZONES = ["UTC", "Europe/Berlin", "America/New_York", datetime.timezone(datetime.timedelta(hours=-3, minutes=-30))]


class Draw:
    def __init__(self, seed):
        self.random = np.random.default_rng(seed)

    def one(self, items):
        return items[int(self.random.integers(len(items)))]

    def integers(self, name, n):
        limits = np.iinfo(name)
        made = self.random.integers(limits.min, limits.max, n, dtype=name, endpoint=True)
        if n:
            made[0] = self.one([limits.min, limits.max, 0, 1])
        return made

    def flags(self, n):
        return self.random.random(n) < self.one([0, 0, 0.3, 1])

    def floats(self, name, n):
        made = (self.random.standard_normal(n) * 10.0 ** self.random.integers(-3, 4)).astype(name)
        for i in range(n):
            if self.random.random() < 0.1:
                made[i] = self.one([np.inf, -np.inf, 0.0, -0.0, np.finfo(name).max, np.finfo(name).tiny])
        return made

    def times(self, n, whole, kind, unit):
        low, high = -2 ** 62, 2 ** 62
        if whole and unit != "ns":
            # What TimeSpan and DateTime hold.
            low, high = (-922337203685, 922337203685) if kind == "m8" else (-62135596800, 253402300799)
            low, high = (limit * 10 ** 9 // UNITS[unit] // self.one([1, 1, 40]) for limit in (low, high))
        made = self.random.integers(low, high, n)
        if n and self.random.random() < 0.2:
            made[0] = self.one([low, high, 0] if unit != "ns" else [-2 ** 63 + 1000, 2 ** 63 - 1000, 0])
        return made // 1000 * 1000 if whole and unit == "ns" else made

    def column(self, kind, n, whole):
        flags = self.flags(n)
        if kind == "bool":
            return pd.Series(self.random.random(n) < 0.5, dtype="bool")
        if kind in INTS:
            return pd.Series(self.integers(kind, n), dtype=kind)
        if kind.lower() in INTS:
            return pd.Series(pd.arrays.IntegerArray(self.integers(kind.lower(), n), flags))
        if kind in ("float16", "float32", "float64"):
            made = self.floats(kind, n)
            made[flags] = np.nan
            return pd.Series(made, dtype=kind)
        if kind in ("Float32", "Float64"):
            return pd.Series(pd.arrays.FloatingArray(self.floats(kind.lower(), n), flags))
        if kind == "boolean":
            return pd.Series(pd.arrays.BooleanArray(self.random.random(n) < 0.5, flags))
        if kind == "null":
            return pd.Series([self.one([None, np.nan, pd.NA, pd.NaT]) for _ in range(n)], dtype=object)
        if kind in ("object[bool]", "object[int]", "object[float]"):
            draw = {"object[bool]": lambda: bool(self.random.random() < 0.5), "object[int]": lambda: int(self.random.integers(-2 ** 63, 2 ** 63 - 1)),
                    "object[float]": lambda: float(self.random.standard_normal())}[kind]
            return self.with_missing([draw() for _ in range(n)], flags)
        if kind == "object":
            return self.with_missing([self.one(TEXTS) for _ in range(n)], flags)
        if kind == "string":
            return self.with_missing([self.one(TEXTS) for _ in range(n)], flags).astype("string")
        if kind.startswith("category"):
            categories = {"category": TEXTS, "category[int]": list(range(-3, 200)), "category[time]": list(pd.date_range("1999", periods=5))}[kind]
            used = [c for c in categories if self.random.random() < 0.7] or categories[:1]
            codes = self.random.integers(0, len(used), n)
            codes[flags] = -1
            return pd.Series(pd.Categorical.from_codes(codes, categories=used, ordered=bool(self.random.random() < 0.5)))
        unit = self.one(list(UNITS))
        code = "m8" if kind == "timedelta" else "M8"
        made = pd.Series(self.times(n, whole, code, unit).view("%s[%s]" % (code, unit)))
        made[flags] = pd.NaT
        return made if kind != "zone" else made.dt.tz_localize("UTC").dt.tz_convert(self.one(ZONES))

    def with_missing(self, items, flags):
        made = np.empty(len(items), object)
        made[:] = [self.one([None, np.nan, pd.NA]) if f else v for v, f in zip(items, flags)]
        return pd.Series(made, dtype=object)

    def index(self, n, whole):
        kind = self.one(["default"] * 4 + ["range", "named", "text", "time", "zone", "multi", "category", "float64", "int64"])
        if kind == "default":
            return pd.RangeIndex(n)
        if kind == "range":
            return pd.RangeIndex(5, 5 + 3 * n, 3)
        if kind == "named":
            return pd.RangeIndex(n, name="row")
        if kind == "text":
            return pd.Index(self.column("object", n, whole), dtype=object, name=self.one([None, "key"]))
        if kind == "multi":
            return pd.MultiIndex.from_arrays([self.column("int32", n, whole), self.column("object", n, whole)], names=[None, "second"])
        return pd.Index(self.column(kind, n, whole), name=self.one([None, "key"]))

    def frame(self, target):
        n = int(self.one([0, 1, 2, 3, 7, 8, 9, 40]))
        # A time with nanoseconds fits Arrow alone.
        whole = target != "arrow"
        kinds = [self.one(KINDS) for _ in range(int(self.random.integers(0, 9)))]
        if target == "rows":
            kinds = sorted(set(kinds))
        columns = [self.column(k, n, whole) for k in kinds]
        frame = pd.DataFrame(dict(enumerate(columns)), index=pd.RangeIndex(n))
        frame.columns = pd.Index([k for k in kinds] if target == "rows" else ["c%d" % i if self.random.random() < 0.9 else i for i in range(len(kinds))], dtype=object)
        frame.index = self.index(n, whole) if target != "rows" else pd.RangeIndex(n)
        what = ""
        if len(kinds) > 1 and target != "rows" and self.random.random() < 0.03:
            frame.columns = pd.Index(["same"] * len(kinds), dtype=object)
            what = "two columns"
        elif whole and n and self.random.random() < 0.03:
            name, dtype = self.one([("time", "M8[ns]"), ("timedelta", "m8[ns]")])
            frame[name] = np.array([1] * n, dtype=dtype)
            what = "100 nanoseconds"
        elif not kinds and n and target == "frame" and isinstance(frame.index, pd.RangeIndex) and frame.index.name is None and frame.index.start == 0:
            what = "no columns"
        elif not kinds and n and target == "rows":
            what = "no column for any member"
        return frame, what


def as_objects(series):
    made = np.empty(len(series), object)
    made[:] = [None if f else v for f, v in zip(series.isna(), series)]
    return pd.Series(made, dtype=object, name=series.name)


def in_ticks(times):
    """In nanoseconds where they hold the values, else in microseconds."""
    counts = times[times.notna()]
    unit = "ns" if len(UNITS) == 1 else times.dt.unit
    if unit == "ns":
        return times
    counts = counts.dt.tz_convert(None) if isinstance(times.dtype, pd.DatetimeTZDtype) else counts
    nanoseconds = [int(count) * UNITS[unit] for count in counts.to_numpy().view("i8")]
    return times.dt.as_unit("ns" if all(-2 ** 63 // 100 < count // 100 < 2 ** 63 // 100 for count in nanoseconds) else "us")


def expected(series, target):
    """The column that comes back, by the table of docs/dataframes.md."""
    dtype = series.dtype
    if target == "arrow" and not isinstance(dtype, np.dtype):
        return series
    if isinstance(dtype, pd.CategoricalDtype):
        plain = pd.Series(series.array.categories.take(series.cat.codes.where(series.cat.codes >= 0, 0)) if len(series) else series.array.categories[:0])
        if plain.dtype.kind == "i":
            plain = plain.astype("Int64")
        plain[(series.cat.codes < 0).to_numpy()] = None
        return expected(plain, target)
    if isinstance(dtype, pd.DatetimeTZDtype):
        return in_ticks(series.dt.tz_convert("UTC"))
    if isinstance(dtype, pd.StringDtype):
        return as_objects(series)
    if isinstance(dtype, (pd.Float32Dtype, pd.Float64Dtype)):
        return pd.Series(series.array.to_numpy(dtype=str(dtype).lower(), na_value=np.nan))
    if str(dtype) == "boolean" or str(dtype).startswith(("Int", "UInt")):
        return series if series.isna().any() else series.astype("bool" if str(dtype) == "boolean" else str(dtype).lower())
    if dtype == object:
        flags = series.isna()
        made = as_objects(series)
        kinds = {type(v) for v in series[~flags]}
        if target == "rows" and not kinds and series.name in ("object[bool]", "object[int]", "object[float]"):
            # What a column without values is of, the member says.
            kinds = {{"object[bool]": bool, "object[int]": int, "object[float]": float}[series.name]}
        if target == "arrow" or not kinds or kinds == {str}:
            return made
        to = {bool: "boolean", int: "Int64", float: "Float64"}[kinds.pop()]
        return expected(pd.Series(pd.array(made, dtype=to)), target)
    return in_ticks(series) if dtype.kind in "mM" and target != "arrow" else series


def levels_of(index):
    levels = [index.get_level_values(i) for i in range(index.nlevels)]
    return [plain(level) for level in levels]


def plain(values):
    # reset_index looks for a dtype in objects.
    return pd.Series(values.array, dtype=values.dtype, name=values.name)


def compare(frame, target, data):
    came = decode(data)
    columns = [plain(frame.iloc[:, i]) for i in range(frame.shape[1])]
    names = [str(c) for c in frame.columns]
    index = frame.index
    default = isinstance(index, pd.RangeIndex) and index.name is None and index.start == 0
    levels = [] if default else levels_of(index)
    if target != "arrow":
        unnamed = ["index"] if len(levels) == 1 else ["level_%d" % i for i in range(len(levels))]
        columns, names = levels + columns, [n or u for n, u in zip(index.names, unnamed)] + names
        index = pd.RangeIndex(len(frame))
    elif levels:
        made = [pd.Index(expected(level, target), dtype=object if level.dtype == object else None) for level in levels]
        index = made[0].rename(index.name) if len(made) == 1 else pd.MultiIndex.from_arrays(made, names=index.names)
    wanted = pd.DataFrame(dict(enumerate(expected(c, target) for c in columns)), index=range(len(frame)))
    wanted.columns = pd.Index(names, dtype=object)
    wanted.index = index
    if target == "rows":
        came = came[names]
    pd.testing.assert_frame_equal(came, wanted, check_exact=True, check_freq=False, check_column_type=False, check_index_type=len(wanted) > 0)


def read():
    head = sys.stdin.buffer.read(4)
    return sys.stdin.buffer.read(struct.unpack("<i", head)[0]) if head else None


def write(data):
    sys.stdout.buffer.write(struct.pack("<i", len(data)) + data)
    sys.stdout.buffer.flush()


frame = target = None
while (command := read()) is not None:
    name, _, rest = command.partition(b" ")
    try:
        if name == b"make":
            target, seed = rest.decode().split()
            frame, what = Draw(int(seed)).frame(target)
            data = encode(frame)
            write(what.encode())
            write(data)
        elif name == b"compare":
            compare(frame, target, rest)
            write(b"")
        elif name == b"large":
            kind, rows = rest.decode().split()
            target, frame = "arrow", pd.DataFrame({"c0": Draw(1).column(kind, int(rows), True)})
            write(encode(frame))
        elif name == b"run":
            write(repr(eval(rest.decode())).encode())
        elif name == b"encode":
            write(encode(eval(rest.decode())))
        elif name == b"decode":
            frame = decode(rest)
            write(b"")
        else:
            raise ValueError(name)
    except Exception as e:
        text = "%s: %s" % (type(e).__name__, e)
        if name == b"compare":
            text += "\n%r\n%r" % (frame, frame.dtypes)
        if name == b"make":
            write(b"error")
        write(text.encode())
