namespace GlobusCompute.Remote.PayloadDump;

/// <summary>What the dumped calls run.</summary>
internal static class PythonSources
{
    /// <summary>Gives its arguments back in words: the exact type of every value and all of its content, ASCII only.</summary>
    public const string Describe = """
        def f(*args, **kwargs):
            import struct

            def describe(v):
                t = type(v)
                name = t.__qualname__ if t.__module__ == "builtins" else t.__module__ + "." + t.__qualname__
                if v is None or t is bool:
                    return str(v)
                if t is int:
                    return "int %x" % v
                if t is float:
                    return "float nan" if v != v else "float " + struct.pack(">d", v).hex()
                if t is complex:
                    return "complex(" + describe(v.real) + ", " + describe(v.imag) + ")"
                if t is str:
                    return "str " + v.encode("utf-16-be", "surrogatepass").hex()
                if t is bytes:
                    return "bytes " + v.hex()
                if t is list or t is tuple:
                    return name + "[" + ", ".join(describe(x) for x in v) + "]"
                if t is set:
                    return "set[" + ", ".join(sorted(describe(x) for x in v)) + "]"
                if t is dict:
                    return "dict[" + ", ".join(describe(k) + ": " + describe(x) for k, x in v.items()) + "]"
                if name in ("datetime.date", "datetime.time"):
                    return name + " " + v.isoformat()
                if name == "datetime.datetime":
                    return name + " " + v.isoformat() + ("" if v.tzinfo is None else " " + type(v.tzinfo).__name__)
                if name == "datetime.timedelta":
                    return "%s %d %d %d" % (name, v.days, v.seconds, v.microseconds)
                if name == "decimal.Decimal":
                    return name + " " + format(v, "f")
                if name == "uuid.UUID":
                    return name + " " + str(v)
                if name == "numpy.ndarray":
                    return "%s %s %s %s %s" % (name, v.dtype.str, list(v.shape), v.flags.writeable, v.tobytes().hex())
                return "unknown " + name

            return [describe(list(args)), describe(kwargs)]

        """;

    /// <summary>Gives its arguments back.</summary>
    public const string Echo = "def f(*args, **kwargs):\n    return [list(args), kwargs]\n";

    /// <summary>Takes exactly two arguments.</summary>
    public const string Two = "def two(a, b):\n    return [a, b]\n";

    /// <summary>Raises.</summary>
    public const string Fail = "def fail(text):\n    raise ValueError(text)\n";
}
