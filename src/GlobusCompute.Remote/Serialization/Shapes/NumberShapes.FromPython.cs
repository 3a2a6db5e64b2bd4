using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal abstract partial class ScalarShape<T>
{
    public sealed override T FromPython(PythonValue value, PythonReading reading)
    {
        value = Single(value);
        if (TryFromPython(value, out var result))
        {
            return result;
        }

        return IsText && value is PythonString text && TryParseText(text.Value, out result) ? result : throw PythonMisfit.Of(value, Wanted, Hint(value));
    }

    public sealed override T FromPythonKey(PythonValue key, PythonReading reading) =>
        TryFromPython(key, out var result) || (key is PythonString text && TryParseText(text.Value, out result))
            ? result
            : throw PythonMisfit.Of(key, "a key that is " + Wanted);

    /// <summary>An array of no dimensions is its element.</summary>
    protected static PythonValue Single(PythonValue value) => value is PythonArray { IsSet: true, Shape.Count: 0 } array ? array.Single() : value;

    /// <summary>Reads the Python types that stand for this one.</summary>
    protected abstract bool TryFromPython(PythonValue value, out T result);

    /// <summary>What to do about a value that does not fit; with a space before it.</summary>
    protected virtual string Hint(PythonValue value) => "";

    private bool TryParseText(string text, out T result)
    {
        Span<byte> utf8 = stackalloc byte[3 * MaxLength];
        if (text.Length <= MaxLength)
        {
            return TryParse(utf8[..Encoding.UTF8.GetBytes(text, utf8)], out result);
        }

        result = default!;
        return false;
    }
}

internal sealed partial class IntegerShape<T>
{
    public override bool TryCopy(PythonArray array, Span<T> destination)
    {
        if (Unsafe.SizeOf<T>() > 8 || array.Type.KindCode == 'O')
        {
            return false;
        }

        ArrayCopy.Integers(array, destination);
        return true;
    }

    protected override bool TryFromPython(PythonValue value, out T result)
    {
        result = default;
        if (value is not PythonInteger integer)
        {
            return false;
        }

        if (integer.IsSmall ? Fits(integer.Small) : integer.Value >= BigInteger.CreateChecked(T.MinValue) && integer.Value <= BigInteger.CreateChecked(T.MaxValue))
        {
            result = integer.IsSmall ? T.CreateTruncating(integer.Small) : T.CreateChecked(integer.Value);
            return true;
        }

        return false;
    }

    protected override string Hint(PythonValue value) => value is PythonInteger ? $" It must be from {T.MinValue} to {T.MaxValue}; BigInteger takes any." : "";

    private static bool Fits(long value) => long.CreateSaturating(T.CreateSaturating(value)) == value && (value >= 0 || T.MinValue < T.Zero);
}

internal sealed partial class FloatShape<T>
{
    public override bool TryCopy(PythonArray array, Span<T> destination)
    {
        if (array.Type.KindCode == 'O')
        {
            return false;
        }

        ArrayCopy.Floats(array, destination);
        return true;
    }

    protected override bool TryFromPython(PythonValue value, out T result)
    {
        var number = value switch
        {
            PythonFloat exact => exact.Value,
            PythonInteger whole => (double)whole.Value,
            _ => double.NaN,
        };
        result = T.CreateTruncating(number);
        return value is PythonFloat or PythonInteger && (T.IsFinite(result) || !double.IsFinite(number));
    }

    protected override string Hint(PythonValue value) =>
        value.IsNone ? $" Use {TypeNames.Of(typeof(T))}? to allow it." : value is PythonFloat or PythonInteger ? $" It must be from {T.MinValue} to {T.MaxValue}; use double." : "";
}

internal sealed partial class BooleanShape
{
    public override bool TryCopy(PythonArray array, Span<bool> destination)
    {
        if (array.Type.KindCode == 'O')
        {
            return false;
        }

        ArrayCopy.Booleans(array, destination);
        return true;
    }

    protected override bool TryFromPython(PythonValue value, out bool result)
    {
        result = value is PythonConstant { IsTrue: true };
        return value is PythonConstant { Kind: PythonKind.Boolean };
    }
}

internal sealed partial class BigIntegerShape
{
    public override BigInteger FromPython(PythonValue value, PythonReading reading) => value switch
    {
        PythonInteger integer => integer.Value,
        PythonArray { IsSet: true, Shape.Count: 0 } array => FromPython(array.Single(), reading),
        _ => throw PythonMisfit.Of(value, "a whole number (BigInteger)"),
    };

    public override BigInteger FromPythonKey(PythonValue key, PythonReading reading) =>
        key is PythonString text && BigInteger.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : FromPython(key, reading);
}

internal sealed partial class DecimalShape
{
    public override decimal FromPython(PythonValue value, PythonReading reading)
    {
        switch (value)
        {
            case PythonArray { IsSet: true, Shape.Count: 0 } array:
                return FromPython(array.Single(), reading);
            case PythonDecimal { Text: var text } when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && IsSame(text, exact):
                return exact;
            case PythonDecimal:
                throw PythonMisfit.Of(value, "a number (decimal)", " A decimal has up to 28 digits, and neither NaN nor infinity. Have the function return str(x).");
            case PythonInteger { Value: var whole } when BigInteger.Abs(whole) <= (BigInteger)decimal.MaxValue:
                return (decimal)whole;
            case PythonFloat { Value: var number } when decimal.TryParse(PythonFloat.Text(number), NumberStyles.Float, CultureInfo.InvariantCulture, out var shortest):
                return shortest;
            default:
                throw PythonMisfit.Of(value, "a number (decimal)");
        }
    }

    // Digits beyond the 28th are rounded away by the parser.
    private static bool IsSame(string text, decimal value)
    {
        var digits = text.AsSpan().TrimStart("+-0.");
        var end = digits.IndexOfAny('E', 'e');
        var significant = 0;
        foreach (var c in (end < 0 ? digits : digits[..end]).TrimEnd('0'))
        {
            significant += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return significant <= 28 || (significant == 29 && value == decimal.Truncate(value)) || (significant == 0 && value == 0);
    }
}

internal sealed partial class ComplexShape
{
    public override Complex FromPython(PythonValue value, PythonReading reading) => value switch
    {
        PythonComplex complex => complex.Value,
        PythonFloat number => number.Value,
        PythonInteger whole => (double)whole.Value,
        PythonArray { IsSet: true, Shape.Count: 0 } array => FromPython(array.Single(), reading),
        _ => throw PythonMisfit.Of(value, "a complex number (Complex)"),
    };

    public override bool TryCopy(PythonArray array, Span<Complex> destination)
    {
        if (array.Type.KindCode == 'O')
        {
            return false;
        }

        ArrayCopy.Complexes(array, destination);
        return true;
    }
}

internal sealed partial class NullableShape<T>
{
    public override T? FromPython(PythonValue value, PythonReading reading) => value.IsNone || value is PythonCount { IsNotATime: true } ? null : shape.FromPython(value, reading);

    public override T? FromPythonKey(PythonValue key, PythonReading reading) => key.IsNone ? null : shape.FromPythonKey(key, reading);
}
