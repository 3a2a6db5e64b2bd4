using System.Globalization;
using System.Numerics;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>Python values as what JSON has for them: lists for tuples, sets and arrays; text for times, ids and paths; base64 for bytes.</summary>
internal static class PythonJson
{
    private const int MaxIntegerBits = 20_000;

    // A sign, 29 digits and a point.
    private const int MaxNumberLength = 32;

    /// <summary>Writes a value as what JSON has for it: lists for tuples, sets and arrays; text for times, ids and paths; base64 for bytes.</summary>
    public static void Write(JsonBuffer output, PythonValue value, PythonReading reading)
    {
        // Text, what the buffer grows by, and what a document keeps of it.
        reading.Charge(64);
        reading.Work(4);
        if (reading.IsForPython && !PicklePython.IsJson(value))
        {
            output.ExpectInexact();
        }

        switch (value)
        {
            case PythonConstant { Kind: not PythonKind.Ellipsis } constant:
                output.Raw(constant.IsNone ? "null"u8 : constant.IsTrue ? "true"u8 : "false"u8);
                break;
            case PythonInteger integer:
                WriteInteger(output, integer, reading);
                break;
            case PythonFloat number:
                WriteFloat(output, number.Value, reading);
                break;
            case PythonString text:
                WriteText(output, text.Value, reading);
                break;
            case PythonBytes bytes:
                reading.Charge(4L * bytes.Count);
                WriteText(output, Convert.ToBase64String(bytes.Value.Span), reading);
                break;
            case PythonComplex complex:
                output.Raw('[');
                WriteFloat(output, complex.Value.Real, reading);
                output.Raw(", "u8);
                WriteFloat(output, complex.Value.Imaginary, reading);
                output.Raw(']');
                break;
            case PythonDecimal { Exact: { } exact }:
                exact.TryFormat(output.Reserve(MaxNumberLength), out var length, default, CultureInfo.InvariantCulture);
                output.Advance(length);
                break;
            case PythonArray { Shape.Count: 0, IsSet: true } array:
                Write(output, array.Single(), reading);
                break;
            case PythonArray { IsSet: true } array:
                // Parts of it are made one by one.
                reading.Items(array.Shape[0], array.PartBytes);
                WriteItems(output, array.Items, reading);
                break;
            case PythonRange range:
                reading.Items(range.Items.Count, PythonRange.ItemBytes);
                WriteItems(output, range.Items, reading);
                break;
            case PythonSequence:
                WriteItems(output, value.Items, reading);
                break;
            case PythonCount { IsNotATime: true }:
                output.Null();
                break;
            default:
                ChargeText(value, reading);
                if (AsText(value) is { } form)
                {
                    WriteText(output, form, reading);
                }
                else
                {
                    WriteMembers(output, value, reading);
                }

                break;
        }
    }

    /// <summary>Counts what a value's text takes before it is made: it may be in very many places.</summary>
    public static void ChargeText(PythonValue value, PythonReading reading)
    {
        switch (value)
        {
            case PythonFraction fraction:
                reading.Charge(2 * (fraction.Numerator.GetBitLength() + fraction.Denominator.GetBitLength()));
                break;
            case PythonInteger { IsSmall: false } integer:
                ChargeDigits(integer.Value.GetBitLength(), reading);
                break;
        }
    }

    // The time for digits grows with their square.
    private static void ChargeDigits(long bits, PythonReading reading)
    {
        reading.Charge(2 * bits);
        reading.Work(bits * bits / 50_000);
    }

    /// <summary>A key as Python's json writes it, or text where the value has such a form.</summary>
    public static string Key(PythonValue key) => key switch
    {
        PythonString text => text.Value,
        PythonConstant { IsNone: true } => "null",
        PythonConstant { Kind: PythonKind.Boolean } constant => constant.IsTrue ? "true" : "false",
        PythonInteger integer when integer.Value.GetBitLength() <= MaxIntegerBits => integer.Value.ToString(CultureInfo.InvariantCulture),
        PythonFloat number => PythonFloat.Text(number.Value),
        _ => AsText(key)
            ?? throw PythonMisfit.Of(key, "a key that has a form as text", " A Dictionary<string, …> cannot hold it; declare the result as PythonValue."),
    };

    /// <summary>Whether a key has text.</summary>
    public static bool HasKey(PythonValue key) => key switch
    {
        PythonString or PythonConstant { Kind: PythonKind.None or PythonKind.Boolean } or PythonFloat => true,
        PythonInteger integer => integer.IsSmall || integer.Value.GetBitLength() <= MaxIntegerBits,
        PythonMoment or PythonUuid or PythonPath or PythonAddress or PythonDecimal or PythonFraction
            or PythonDuration { Value: not null } or PythonZone or PythonDataType => true,
        _ => AsText(key) is not null,
    };

    /// <summary>Values that people write as text.</summary>
    public static string? AsText(PythonValue value) => value switch
    {
        PythonString text => text.Value,
        PythonMoment moment => moment.Iso(),
        PythonUuid uuid => uuid.Value.ToString("D"),
        PythonPath path => path.Text,
        PythonAddress address => address.Text,
        PythonDecimal number => number.Text,
        PythonFraction fraction => fraction.Text,
        PythonDuration { Value: { } span } => span.ToString("c", CultureInfo.InvariantCulture),
        PythonZone zone => zone.Name ?? PythonMoment.OffsetText(zone.Offset!.Value),
        PythonDataType type => type.Code,
        _ => null,
    };

    private static void WriteItems(JsonBuffer output, IReadOnlyList<PythonValue> items, PythonReading reading)
    {
        reading.Enter();
        output.Enter('[');
        var i = 0;
        try
        {
            foreach (var item in items)
            {
                if (i > 0)
                {
                    output.Raw(", "u8);
                }

                Write(output, item, reading);
                i++;
            }
        }
        catch (ShapeException e) when (e.NoteAndDecline(i))
        {
            throw;
        }

        output.Leave(']');
        reading.Leave();
    }

    private static void WriteMembers(JsonBuffer output, PythonValue value, PythonReading reading)
    {
        if (value.Members is not { } members || (value is PythonObject && members.Count == 0))
        {
            throw PythonMisfit.Of(value, "a value that JSON has a form for");
        }

        reading.Enter();
        output.Enter('{');
        var isFirst = true;
        foreach (var (key, member) in members)
        {
            reading.Work(2);
            ChargeText(key, reading);
            var name = Key(key);
            reading.Charge(32 + (4L * name.Length));
            Separate(output, ref isFirst);
            output.Text(name);
            output.Raw(": "u8);
            try
            {
                Write(output, member, reading);
            }
            catch (ShapeException e) when (e.NoteAndDecline(name))
            {
                throw;
            }
        }

        output.Leave('}');
        reading.Leave();
    }

    public static void Separate(JsonBuffer output, ref bool isFirst)
    {
        if (!isFirst)
        {
            output.Raw(", "u8);
        }

        isFirst = false;
    }

    private static void WriteText(JsonBuffer output, string text, PythonReading reading)
    {
        reading.Charge(4L * text.Length);
        output.Text(text);
    }

    private static void WriteInteger(JsonBuffer output, PythonInteger integer, PythonReading reading)
    {
        if (integer.IsSmall)
        {
            integer.Small.TryFormat(output.Reserve(MaxNumberLength), out var length, default, CultureInfo.InvariantCulture);
            output.Advance(length);
            return;
        }

        var value = integer.Value;
        var bits = value.GetBitLength();
        if (bits > MaxIntegerBits)
        {
            throw new ShapeException($"Found an int of {bits:N0} bits, which is too long for digits. Declare it as BigInteger.");
        }

        ChargeDigits(bits, reading);
        output.Raw(System.Text.Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
    }

    private static void WriteFloat(JsonBuffer output, double value, PythonReading reading)
    {
        if (double.IsFinite(value) || reading.IsForPython)
        {
            BuiltInShapes.Double.WriteTo(output, value);
            return;
        }

        output.Raw('"');
        output.Raw(double.IsNaN(value) ? TolerantJson.NanToken : value > 0 ? TolerantJson.InfinityToken : TolerantJson.NegativeInfinityToken);
        output.Raw('"');
    }
}
