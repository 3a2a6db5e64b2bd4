namespace GlobusCompute.Remote.DataFrames.Wire;

/// <summary>
/// The worker's side: columns to numpy buffers behind a JSON header, and back (<see cref="FrameWriter"/>). For pandas 1.5 and later, 2 and 3 included.
/// </summary>
internal static class PandasAdapter
{
    public const string Source = """
        # The function's own module may have other things by these names.
        from builtins import (Exception, ImportError, OverflowError, TypeError, UnicodeEncodeError, ValueError, abs, all, any, bool, bytes, dict, enumerate,
                              float, getattr, int, isinstance, len, list, map, max, memoryview, next, object, range, repr, sorted, str, sum, type, zip)
        import datetime
        import json
        try:
            import numpy as np
            import pandas as pd
        except ImportError as e:
            raise ImportError("DataFrames: the worker's Python has no pandas (%s). Install it where the endpoint's workers run: pip install pandas" % e) from e
        version = int(pd.__version__.split(".")[0])
        masked = {"Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32", "Float64", "boolean"}
        plain = {"bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64"}
        units = ("s", "ms", "us", "ns")

        def missing(v):
            return v is None or v is pd.NA or v is pd.NaT or (isinstance(v, (float, np.floating, np.datetime64, np.timedelta64)) and v != v)

        def kind(v):
            if isinstance(v, str):
                return "str"
            if isinstance(v, (bool, np.bool_)):
                return "bool"
            # To numpy, a timedelta64 is an integer; a longdouble has more digits than a float.
            if isinstance(v, (int, np.integer)) and not isinstance(v, np.timedelta64):
                return "int"
            if isinstance(v, (float, np.float16, np.float32)):
                return "float"
            return type(v).__module__ + "." + type(v).__qualname__

        def mask_of(flags):
            return flags.astype("u1").tobytes() if flags.any() else None

        def text(label, items, flags, dtype):
            parts = []
            ends = np.zeros(len(items) + 1, "<i8")
            try:
                parts = [b"" if m else v.encode() for v, m in zip(items, flags.tolist())]
            except UnicodeEncodeError:
                for i, v in enumerate(items):
                    if isinstance(v, str) and any("\ud800" <= c <= "\udfff" for c in v):
                        raise ValueError("column %r, row %d: the text has half a surrogate pair, which is not Unicode text" % (label, i)) from None
                raise
            np.cumsum([len(p) for p in parts], out=ends[1:])
            if ends[-1] > 2147483647:
                raise ValueError("column %r: its text takes more than 2 GB" % (label,))
            return {"dtype": dtype, "data": b"".join(parts), "offsets": ends.astype("<i4").tobytes(), "mask": mask_of(flags)}

        def objects(label, values):
            items = np.asarray(values, dtype=object).tolist()
            flags = np.fromiter(map(missing, items), bool, len(items))
            first = None
            for i, v in enumerate(items):
                if flags[i]:
                    continue
                if first is None:
                    first, known = i, kind(v)
                    if known not in ("str", "bool", "int", "float"):
                        raise TypeError("column %r, row %d: an object of the type %s has no counterpart in a data frame here; convert the column to text, "
                                        "numbers or times (pandas.to_datetime for dates) in the function" % (label, i, known))
                elif kind(v) != known:
                    raise TypeError("column %r is mixed: row %d has a value of the type %s and row %d one of the type %s; "
                                    "convert the column to one type in the function, for example by astype(str)" % (label, first, known, i, kind(v)))
            if first is None or known == "str":
                return text(label, items, flags, "null" if first is None else "object")
            kept = np.array([0 if m else v for v, m in zip(items, flags.tolist())], dtype=object)
            try:
                data = kept.astype({"bool": "u1", "int": "<i8", "float": "<f8"}[known])
            except OverflowError:
                row = next(i for i, v in enumerate(items) if not flags[i] and not -2 ** 63 <= v < 2 ** 63)
                raise ValueError("column %r, row %d: the int does not fit into 64 bits" % (label, row)) from None
            return {"dtype": "object[%s]" % known, "data": data.tobytes(), "mask": mask_of(flags)}

        def zone(label, tz):
            name = getattr(tz, "key", None) or getattr(tz, "zone", None)
            if name:
                return name
            fixed = tz.utcoffset(None)
            if fixed is None:
                raise TypeError("column %r: the time zone %r has no name that another machine knows; use a name such as 'Europe/Berlin'" % (label, tz))
            minutes, rest = divmod(fixed, datetime.timedelta(minutes=1))
            if rest:
                raise TypeError("column %r: the offset of the time zone %s is not in whole minutes; convert the column by dt.tz_convert('UTC')" % (label, tz))
            return "%s%02d:%02d" % ("-" if minutes < 0 else "+", abs(minutes) // 60, abs(minutes) % 60) if minutes else "UTC"

        def column(label, values):
            dtype = values.dtype
            name = str(dtype)
            if isinstance(dtype, pd.CategoricalDtype):
                array = values.array
                codes = np.asarray(array.codes)
                return {"dtype": "category", "data": codes.astype(codes.dtype.newbyteorder("<")).tobytes(), "codes": codes.dtype.itemsize,
                        "categories": dict(column(label, array.categories), rows=len(array.categories)), "ordered": bool(array.ordered)}
            if isinstance(dtype, pd.DatetimeTZDtype):
                plain_times = pd.DatetimeIndex(values).tz_convert(None)
                return dict(column(label, plain_times), zone=zone(label, dtype.tz))
            if isinstance(dtype, pd.StringDtype):
                flags = np.asarray(values.isna())
                return text(label, np.asarray(values, dtype=object).tolist(), flags, "str" if name == "str" else "string")
            if name in masked:
                flags = np.asarray(values.isna())
                target = np.dtype(name.lower() if name != "boolean" else "bool").newbyteorder("<")
                data = values.array.to_numpy(dtype=target, na_value=0) if flags.any() else values.array.to_numpy(dtype=target)
                return {"dtype": name, "data": np.ascontiguousarray(data).tobytes(), "mask": mask_of(flags)}
            if isinstance(dtype, np.dtype):
                if dtype.kind == "O":
                    return objects(label, values)
                if dtype.kind in "mM":
                    unit, step = np.datetime_data(dtype)
                    if unit in units and step == 1:
                        return {"dtype": ("datetime64[%s]" if dtype.kind == "M" else "timedelta64[%s]") % unit,
                                "data": np.ascontiguousarray(values.to_numpy().astype(dtype.newbyteorder("<"), copy=False)).view("<i8").tobytes()}
                elif dtype.newbyteorder("=").name in plain:
                    little = values.to_numpy().astype(dtype.newbyteorder("<"), copy=False)
                    return {"dtype": dtype.newbyteorder("=").name, "data": little.tobytes()}
            raise TypeError("column %r: the dtype %s has no counterpart here; convert it in the function, for example by astype(str), "
                            "or by convert_dtypes(dtype_backend='numpy_nullable') for pyarrow's" % (label, name))

        def unicode(what, name):
            if any("\ud800" <= c <= "\udfff" for c in name):
                raise ValueError("the %s %r has half a surrogate pair, which is not Unicode text; rename it" % (what, name))
            return name

        def label_of(name):
            return None if missing(name) else unicode("name of a column or of the index", str(name))

        def write_columns(labels, columns, buffers):
            headers = []
            for label, values in zip(labels, columns):
                headers.append(write_column(label, column(label, values), buffers))
            return headers

        def write_column(label, parts, buffers):
            # In the header, each buffer is its length; the buffers follow in this order.
            header = dict(parts, label=label)
            for key in ("data", "offsets", "mask"):
                if header.get(key) is not None:
                    buffers.append(header[key])
                    header[key] = len(header[key])
            if "categories" in parts:
                header["categories"] = write_column(label, parts["categories"], buffers)
            return header

        def index_of(index, buffers):
            names = [label_of(n) for n in index.names]
            if isinstance(index, pd.RangeIndex):
                return {"range": [int(index.start), int(index.step)], "names": names}
            levels = [index.get_level_values(i) for i in range(index.nlevels)] if isinstance(index, pd.MultiIndex) else [index]
            return {"columns": write_columns(["index" if n is None else n for n in names], levels, buffers), "names": names}

        def encode_many(items, keys):
            parts = []
            for where, item in zip(range(len(items)) if keys is None else map(repr, keys), items):
                try:
                    if isinstance(item, (list, tuple, dict)):
                        raise TypeError("it is a %s; lists and dicts hold data frames and series" % type(item).__name__)
                    parts.append(None if item is None else encode(item))
                except Exception as e:
                    raise ValueError("item %s: %s: %s" % (where, type(e).__name__, e)) from e
            header = {"pandas": 1, "items": [-1 if p is None else len(p) for p in parts]}
            if keys is not None:
                header["keys"] = keys
            head = json.dumps(header).encode()
            return b"".join([len(head).to_bytes(4, "little"), head] + [p for p in parts if p is not None])

        def encode(value):
            if isinstance(value, (list, tuple)):
                return encode_many(list(value), None)
            if isinstance(value, dict):
                if not all(isinstance(k, str) for k in value):
                    raise TypeError("a dict of data frames has keys that are not str")
                return encode_many(list(value.values()), [unicode("key", k) for k in value])
            series = isinstance(value, pd.Series)
            if not series and not isinstance(value, pd.DataFrame):
                raise TypeError("the value is of the type %s, and not a pandas DataFrame or Series" % kind(value))
            if series:
                if isinstance(value.name, tuple):
                    raise TypeError("the name of the series is a tuple; rename it: series.rename('name')")
                labels, parts = [label_of(value.name)], [value]
            else:
                if isinstance(value.columns, pd.MultiIndex):
                    raise TypeError("the columns have %d levels (a MultiIndex); flatten them in the function, "
                                    "for example by frame.columns = ['_'.join(map(str, c)) for c in frame.columns]" % value.columns.nlevels)
                labels = [label_of(n) for n in value.columns]
                parts = [value.iloc[:, i] for i in range(len(labels))]
            buffers = []
            header = {"pandas": 1, "series": series, "rows": len(value), "columns": write_columns(labels, parts, buffers)}
            header["index"] = index_of(value.index, buffers)
            text = json.dumps(header).encode()
            return b"".join([len(text).to_bytes(4, "little"), text] + buffers)

        def flags_of(node, rows):
            mask = node.get("mask")
            return np.zeros(rows, bool) if mask is None else np.frombuffer(mask, "?").copy()

        def index_from(values):
            # Without a dtype, pandas looks for one in objects.
            return pd.Index(values, dtype=object) if values.dtype == object else pd.Index(values)

        def array(node, rows):
            dtype, data = node["dtype"], node["data"]
            if dtype in plain:
                return np.frombuffer(data, np.dtype(dtype).newbyteorder("<")).astype(dtype, copy=False)
            if dtype in masked:
                flags = flags_of(node, rows)
                kept = np.frombuffer(data, np.dtype("bool" if dtype == "boolean" else dtype.lower()).newbyteorder("<"))
                kept = kept.astype(kept.dtype.newbyteorder("="))
                of = pd.arrays.BooleanArray if dtype == "boolean" else pd.arrays.FloatingArray if dtype[0] == "F" else pd.arrays.IntegerArray
                return of(kept, flags)
            if dtype == "category":
                codes = np.frombuffer(data, "<i%d" % node["codes"])
                made = array(node["categories"], node["categories"]["rows"])
                return pd.Categorical.from_codes(codes.astype(codes.dtype.newbyteorder("=")), categories=index_from(made), ordered=node["ordered"])
            if dtype in ("text", "object", "str", "string", "null"):
                ends = np.frombuffer(node["offsets"], "<i4").tolist()
                data = bytes(data)
                items = [data[a:b].decode() for a, b in zip(ends, ends[1:])]
                for i in np.flatnonzero(flags_of(node, rows)).tolist():
                    items[i] = None
                if dtype == "string" or (version >= 3 and dtype in ("text", "str")):
                    return pd.array(items, dtype="string" if dtype == "string" else "str")
                made = np.empty(rows, object)
                made[:] = items
                return made
            if dtype.startswith("object["):
                items = np.frombuffer(data, {"object[bool]": "?", "object[int]": "<i8", "object[float]": "<f8"}[dtype]).astype(object)
                items[flags_of(node, rows)] = None
                return items
            times = np.frombuffer(data, "<i8").astype("i8").view(dtype.replace("datetime64", "M8").replace("timedelta64", "m8"))
            if dtype[0] == "t":
                return pd.Series(times).array
            made = pd.Series(times)
            if "zone" in node:
                tz = node["zone"]
                if tz[0] in "+-":
                    shift = datetime.timedelta(hours=int(tz[1:3]), minutes=int(tz[4:6]))
                    tz = datetime.timezone(shift if tz[0] == "+" else -shift)
                made = made.dt.tz_localize("UTC").dt.tz_convert(tz)
            return made.array

        def built(node, rows, of=None):
            try:
                return of(array(node, rows)) if of else array(node, rows)
            except Exception as e:
                raise ValueError("column %r: %s: %s" % (node["label"], type(e).__name__, e)) from e

        def read_buffers(columns, data, at):
            for node in columns:
                for key in ("data", "offsets", "mask"):
                    if node.get(key) is not None:
                        node[key], at = data[at:at + node[key]], at + node[key]
                if "categories" in node:
                    at = read_buffers([node["categories"]], data, at)
            return at

        def decode(data):
            view = memoryview(data)
            start = 4 + int.from_bytes(view[:4], "little")
            node = json.loads(bytes(view[4:start]))
            if "items" in node:
                items = []
                for length in node["items"]:
                    items.append(None if length < 0 else decode(view[start:start + length]))
                    start += max(length, 0)
                return dict(zip(node["keys"], items)) if "keys" in node else items
            rows, index = node["rows"], node["index"]
            read_buffers(index.get("columns", []), view, read_buffers(node["columns"], view, start))
            if "range" in index:
                start, step = index["range"]
                labels = pd.RangeIndex(start, start + rows * step, step, name=index["names"][0])
            else:
                levels = [built(c, rows, index_from) for c in index["columns"]]
                labels = pd.MultiIndex.from_arrays(levels, names=index["names"]) if len(levels) > 1 else levels[0].rename(index["names"][0])
            columns = [built(c, rows) for c in node["columns"]]
            if node["series"]:
                return pd.Series(columns[0], index=labels, name=node["columns"][0]["label"], copy=True, dtype=columns[0].dtype)
            # Without a dtype, pandas 3 makes str of objects that are text.
            columns = [pd.Series(c, index=labels, dtype=object) if c.dtype == object else c for c in columns]
            frame = pd.DataFrame(dict(enumerate(columns)), index=labels)
            names = [c["label"] for c in node["columns"]]
            frame.columns = pd.Index(names, dtype=None if names else object)
            return frame
        """;
}
