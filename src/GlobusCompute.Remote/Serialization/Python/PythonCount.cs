namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>A datetime64 or timedelta64 that is not a time, or that counts units which have no microseconds.</summary>
internal sealed class PythonCount(PythonKind kind, long value, string unit, string? typeName = null) : PythonValue
{
    public override PythonKind Kind => kind;

    public override string TypeName => typeName ?? (kind == PythonKind.DateTime ? "numpy.datetime64" : "numpy.timedelta64");

    /// <summary>Whether this is NaT, numpy's null among times.</summary>
    public bool IsNotATime => value == long.MinValue;

    public long Value => value;

    public string Unit => unit;

    internal override void WriteRepr(PythonRepr repr) => repr.Add(IsNotATime ? typeName ?? $"{TypeName}('NaT')" : $"{TypeName}({value}, '{unit}')");
}
