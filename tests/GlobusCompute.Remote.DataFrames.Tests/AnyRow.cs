namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>A row with a column of each dtype that rows can hold; the names are those of roundtrip.py.</summary>
public sealed record AnyRow
{
    [PythonName("bool")]
    public bool? Bool { get; init; }

    [PythonName("boolean")]
    public bool? Boolean { get; init; }

    [PythonName("object[bool]")]
    public bool? ObjectOfBool { get; init; }

    [PythonName("object[int]")]
    public long? ObjectOfInt { get; init; }

    [PythonName("object[float]")]
    public double? ObjectOfFloat { get; init; }

    [PythonName("null")]
    public string? Null { get; init; }

    [PythonName("object")]
    public string? Object { get; init; }

    [PythonName("string")]
    public string? String { get; init; }

    [PythonName("category")]
    public string? Category { get; init; }

    [PythonName("category[int]")]
    public long? CategoryOfInt { get; init; }

    [PythonName("category[time]")]
    public DateTime? CategoryOfTime { get; init; }

    [PythonName("float16")]
    public Half? Float16 { get; init; }

    [PythonName("float32")]
    public float Float32 { get; init; }

    [PythonName("float64")]
    public double Float64 { get; init; }

    [PythonName("Float32")]
    public float? NullableFloat32 { get; init; }

    [PythonName("Float64")]
    public double? NullableFloat64 { get; init; }

    [PythonName("time")]
    public DateTime? Time { get; init; }

    [PythonName("zone")]
    public DateTimeOffset? Zone { get; init; }

    [PythonName("timedelta")]
    public TimeSpan? Timedelta { get; init; }

    [PythonName("int8")]
    public sbyte Int8 { get; init; }

    [PythonName("int16")]
    public short Int16 { get; init; }

    [PythonName("int32")]
    public int Int32 { get; init; }

    [PythonName("int64")]
    public long Int64 { get; init; }

    [PythonName("uint8")]
    public byte UInt8 { get; init; }

    [PythonName("uint16")]
    public ushort UInt16 { get; init; }

    [PythonName("uint32")]
    public uint UInt32 { get; init; }

    [PythonName("uint64")]
    public ulong UInt64 { get; init; }

    [PythonName("Int8")]
    public sbyte? NullableInt8 { get; init; }

    [PythonName("Int16")]
    public short? NullableInt16 { get; init; }

    [PythonName("Int32")]
    public int? NullableInt32 { get; init; }

    [PythonName("Int64")]
    public long? NullableInt64 { get; init; }

    [PythonName("UInt8")]
    public byte? NullableUInt8 { get; init; }

    [PythonName("UInt16")]
    public ushort? NullableUInt16 { get; init; }

    [PythonName("UInt32")]
    public uint? NullableUInt32 { get; init; }

    [PythonName("UInt64")]
    public ulong? NullableUInt64 { get; init; }
}
