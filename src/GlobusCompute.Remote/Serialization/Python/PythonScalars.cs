using System.Globalization;
using System.Numerics;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>None, True, False and Ellipsis: one node each.</summary>
internal sealed class PythonConstant(PythonKind kind, string typeName, string text) : PythonValue
{
    public static readonly PythonConstant Nothing = new(PythonKind.None, "NoneType", "None");

    public static readonly PythonConstant True = new(PythonKind.Boolean, "bool", "True");

    public static readonly PythonConstant False = new(PythonKind.Boolean, "bool", "False");

    public static readonly PythonConstant NumpyTrue = new(PythonKind.Boolean, "numpy.bool_", "True");

    public static readonly PythonConstant NumpyFalse = new(PythonKind.Boolean, "numpy.bool_", "False");

    public static readonly PythonConstant Ellipsis = new(PythonKind.Ellipsis, "ellipsis", "Ellipsis");

    public override PythonKind Kind => kind;

    public override string TypeName => typeName;

    public bool IsTrue => text == "True";

    internal override void WriteRepr(PythonRepr repr) => repr.Add(text);
}

internal sealed class PythonInteger : PythonValue
{
    private const int CachedFrom = -128;
    private const int CachedTo = 1024;

    private static readonly PythonInteger[] s_small = [.. Enumerable.Range(CachedFrom, CachedTo - CachedFrom).Select(n => new PythonInteger(n, null, "int"))];

    private readonly long _small;
    private readonly object? _large;

    private PythonInteger(long small, object? large, string typeName)
    {
        _small = small;
        _large = large;
        TypeName = typeName;
    }

    public override PythonKind Kind => PythonKind.Integer;

    public override string TypeName { get; }

    /// <summary>Whether the value fits a long.</summary>
    public bool IsSmall => _large is null;

    public long Small => _small;

    public BigInteger Value => _large is BigInteger large ? large : _small;

    public static bool IsCached(long value) => value is >= CachedFrom and < CachedTo;

    public static PythonInteger Of(long value) => IsCached(value) ? s_small[value - CachedFrom] : new PythonInteger(value, null, "int");

    public static PythonInteger Of(long value, string typeName) => new(value, null, typeName);

    public static PythonInteger Of(BigInteger value, string typeName = "int") =>
        value >= long.MinValue && value <= long.MaxValue ? (typeName == "int" ? Of((long)value) : new((long)value, null, typeName)) : new(0, value, typeName);

    internal override void WriteRepr(PythonRepr repr)
    {
        // The time for digits grows with their square.
        var bits = Value.GetBitLength();
        repr.Add(bits > 20_000 ? $"<int of {bits} bits>" : Value.ToString(CultureInfo.InvariantCulture));
    }
}

internal sealed class PythonFloat(double value, string typeName = "float") : PythonValue
{
    public override PythonKind Kind => PythonKind.Float;

    public override string TypeName => typeName;

    public double Value => value;

    public static string Text(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        // The digits of Python, the exponent where Python has it.
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
        {
            return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
        }

        var power = int.Parse(text.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (power is 15)
        {
            return value.ToString("F1", CultureInfo.InvariantCulture);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{text[..exponent]}e{(power < 0 ? '-' : '+')}{Math.Abs(power):00}");
    }

    internal override void WriteRepr(PythonRepr repr) => repr.Add(Text(value));
}

internal sealed class PythonComplex(Complex value, string typeName = "complex") : PythonValue
{
    public override PythonKind Kind => PythonKind.Complex;

    public override string TypeName => typeName;

    public Complex Value => value;

    internal override void WriteRepr(PythonRepr repr)
    {
        var imaginary = PythonFloat.Text(value.Imaginary);
        repr.Add($"({PythonFloat.Text(value.Real)}{(imaginary[0] == '-' ? "" : "+")}{imaginary}j)");
    }
}

internal sealed class PythonString(string value, string typeName = "str") : PythonValue
{
    public static readonly PythonString Empty = new("");

    private int _hash;

    public override PythonKind Kind => PythonKind.Text;

    public override string TypeName => typeName;

    public override int Count => value.Length;

    public string Value => value;

    /// <summary>Kept, since one text may be the key of very many entries.</summary>
    public int Hash => _hash != 0 ? _hash : _hash = value.GetHashCode(StringComparison.Ordinal);

    internal override void WriteRepr(PythonRepr repr) => repr.AddQuoted(value);
}

internal sealed class PythonBytes(ReadOnlyMemory<byte> value, string typeName = "bytes") : PythonValue
{
    private int _hash;

    public override PythonKind Kind => PythonKind.Bytes;

    public override string TypeName => typeName;

    public override int Count => value.Length;

    public ReadOnlyMemory<byte> Value => value;

    /// <summary>Kept, since the same bytes may be the key of very many entries.</summary>
    public int Hash
    {
        get
        {
            if (_hash == 0)
            {
                var hash = default(HashCode);
                hash.AddBytes(value.Span);
                _hash = hash.ToHashCode();
            }

            return _hash;
        }
    }

    internal override void WriteRepr(PythonRepr repr)
    {
        repr.Add(typeName == "bytearray" ? "bytearray(b'" : "b'");
        foreach (var b in value.Span)
        {
            if (repr.IsFull)
            {
                break;
            }

            repr.Add(b is >= 0x20 and < 0x7F and not ((byte)'\'' or (byte)'\\') ? ((char)b).ToString() : $"\\x{b:x2}");
        }

        repr.Add(typeName == "bytearray" ? "')" : "'");
    }
}

/// <summary>Digits and exponent, or a word, as Python's decimal writes them.</summary>
internal sealed class PythonDecimal(string text) : PythonValue
{
    public override PythonKind Kind => PythonKind.Decimal;

    public override string TypeName => "decimal.Decimal";

    public string Text => text;

    internal override void WriteRepr(PythonRepr repr) => repr.Add($"Decimal('{text}')");
}

internal sealed class PythonFraction(BigInteger numerator, BigInteger denominator) : PythonValue
{
    public override PythonKind Kind => PythonKind.Fraction;

    public override string TypeName => "fractions.Fraction";

    public BigInteger Numerator => numerator;

    public BigInteger Denominator => denominator;

    internal override void WriteRepr(PythonRepr repr) => repr.AddCall("Fraction", [PythonInteger.Of(numerator), PythonInteger.Of(denominator)]);
}

/// <summary>A UUID whose number arrives after the object.</summary>
internal sealed class PythonUuid : PythonValue
{
    public override PythonKind Kind => PythonKind.Uuid;

    public override string TypeName => "uuid.UUID";

    public Guid Value { get; private set; }

    public bool IsSet { get; private set; }

    public void Set(BigInteger number)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var length = number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(bytes[(16 - length)..], out _, isUnsigned: true, isBigEndian: true);
        Value = new Guid(bytes, bigEndian: true);
        IsSet = true;
    }

    internal override void WriteRepr(PythonRepr repr) => repr.Add($"UUID('{Value:D}')");
}

internal sealed class PythonPath(string className, string text) : PythonValue
{
    public override PythonKind Kind => PythonKind.Path;

    public override string TypeName => "pathlib." + className;

    public string Text => text;

    internal override void WriteRepr(PythonRepr repr) => repr.AddCall(className, [new PythonString(text)]);
}

/// <summary>A class, function or other thing that Python finds by module and name.</summary>
internal sealed class PythonReference(string module, string name) : PythonValue
{
    public override PythonKind Kind => PythonKind.Reference;

    public override string TypeName => FullName;

    public string Module => module;

    public string Name => name;

    public string FullName => Module is "builtins" ? Name : $"{Module}.{Name}";

    /// <summary>For a class made of named fields, their names.</summary>
    public IReadOnlyList<PythonValue>? Fields { get; init; }

    internal override void WriteRepr(PythonRepr repr) => repr.Add($"<{FullName}>");
}
