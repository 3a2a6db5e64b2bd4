using System.Buffers.Text;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>
/// Python values as JSON for a type of the app, whose metadata says what is wanted: only members that the type has are written, and values of types that a
/// shape reads are tokens, numbers of values kept aside, so that bytes, times and arrays arrive as what they are.
/// </summary>
internal static partial class TypedPythonJson
{
    private const byte Mark = 0xFF;
    private const byte Value = (byte)'v';
    private const int MaxFlags = 64;

    /// <summary>The number in a token.</summary>
    public static bool TryIndex(ReadOnlySpan<byte> text, out int index)
    {
        index = 0;
        return text is [Mark, Value, ..] && Utf8Parser.TryParse(text[2..], out index, out var used) && used == text.Length - 2;
    }

    /// <summary>Writes a value for a type.</summary>
    public static void Write(JsonBuffer output, PythonValue value, Type type, PythonReading reading)
    {
        if (PayloadRules.HasShape(type, reading.Options))
        {
            Token(output, value, reading);
        }
        else if (value.IsNone)
        {
            output.Null();
        }
        else if ((Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } enumeration)
        {
            WriteEnum(output, value, enumeration, reading);
        }
        else if ((Nullable.GetUnderlyingType(type) ?? type) is var plain && Structures.IsTuple(plain))
        {
            WriteTuple(output, Single(value), plain, reading);
        }
        else
        {
            WriteStructure(output, value, plain, reading);
        }
    }

    private static PythonValue Single(PythonValue value) => value is PythonArray { IsSet: true, Shape.Count: 0 } array ? array.Single() : value;

    private static void Token(JsonBuffer output, PythonValue value, PythonReading reading)
    {
        reading.Charge(48);
        var span = output.Reserve(24);
        span[0] = (byte)'"';
        span[1] = Mark;
        span[2] = Value;
        Utf8Formatter.TryFormat(reading.Keep(value), span[3..], out var digits);
        span[3 + digits] = (byte)'"';
        output.Advance(4 + digits);
    }

    private static void WriteStructure(JsonBuffer output, PythonValue value, Type type, PythonReading reading)
    {
        var info = PayloadRules.InfoOf(type, reading.Options);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when info.PolymorphismOptions is { } derived:
                WriteDerived(output, value, info, derived, reading);
                break;
            case JsonTypeInfoKind.Object when value is PythonObject { StateValues: { } values }:
                WriteByPosition(output, values, info, reading);
                break;
            case JsonTypeInfoKind.Object:
                WriteObject(output, value, info, discriminator: null, reading);
                break;
            case not JsonTypeInfoKind.None when info.PolymorphismOptions is not null:
                PythonJson.Write(output, value, reading);
                break;
            case JsonTypeInfoKind.Enumerable when info.ElementType is { } element && !IsItemless(value):
                WriteItems(output, value, element, reading);
                break;
            case JsonTypeInfoKind.Dictionary when info.ElementType is { } element && value.Members is { } members
                && (members.Count > 0 || value is not PythonObject):
                WriteDictionary(output, members, element, reading);
                break;
            case JsonTypeInfoKind.Enumerable:
                throw PythonMisfit.Of(value, $"a list ({TypeNames.Of(type)})");
            case JsonTypeInfoKind.Dictionary:
                throw PythonMisfit.Of(value, $"a dict ({TypeNames.Of(type)})");
            default:
                // A converter of the app's reads it: it knows JSON alone.
                PythonJson.Write(output, value, reading);
                break;
        }
    }

    private static void WriteItems(JsonBuffer output, PythonValue value, Type element, PythonReading reading)
    {
        reading.Enter();
        output.Enter('[');
        var i = 0;
        try
        {
            if (value is PythonArray array)
            {
                reading.Items(array.Shape[0], array.PartBytes);
            }

            reading.Make();
            var beyond = RowCosts.Beyond(element, reading.Options);
            foreach (var item in ItemsOf(value))
            {
                if (i > 0)
                {
                    output.Raw(", "u8);
                }

                reading.Charge(48 + beyond + (value is PythonRange ? PythonRange.ItemBytes : 0));
                reading.Work(4);
                Write(output, item, element, reading);
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

    private static void WriteDictionary(JsonBuffer output, IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> entries, Type element, PythonReading reading)
    {
        reading.Enter();
        output.Enter('{');
        var isFirst = true;
        reading.Make();
        foreach (var (key, item) in entries)
        {
            reading.Work(4);
            PythonJson.ChargeText(key, reading);
            var name = PythonJson.Key(key);
            reading.Charge(32 + (4L * name.Length));
            PythonJson.Separate(output, ref isFirst);
            output.Text(name);
            output.Raw(": "u8);
            try
            {
                Write(output, item, element, reading);
            }
            catch (ShapeException e) when (e.NoteAndDecline(name))
            {
                throw;
            }
        }

        output.Leave('}');
        reading.Leave();
    }

    private static void WriteTuple(JsonBuffer output, PythonValue value, Type tuple, PythonReading reading)
    {
        var types = Structures.ElementTypes(tuple);
        if (IsItemless(value))
        {
            throw PythonMisfit.Of(value, $"a tuple or list of {types.Count} items ({TypeNames.Of(tuple)})");
        }

        var items = ItemsOf(value);
        if (items.Count != types.Count)
        {
            throw new ShapeException($"Found {PythonMisfit.Found(value)} where {types.Count} items were expected ({TypeNames.Of(tuple)}).");
        }

        reading.Make();
        reading.Enter();
        output.Enter('[');
        for (var i = 0; i < types.Count; i++)
        {
            output.Raw(i == 0 ? ""u8 : ", "u8);
            try
            {
                Write(output, items[i], types[i], reading);
            }
            catch (ShapeException e) when (e.NoteAndDecline(i))
            {
                throw;
            }
        }

        output.Leave(']');
        reading.Leave();
    }

    // A member of an enumeration is a name within its class, or its class called with its value.
    private static void WriteEnum(JsonBuffer output, PythonValue value, Type type, PythonReading reading)
    {
        switch (value)
        {
            case PythonReference reference:
                output.Text(reference.Name.AsSpan(reference.Name.LastIndexOf('.') + 1));
                break;
            case PythonObject { Arguments: [var argument], State: null, Fields: null }:
                PythonJson.Write(output, argument, reading);
                break;
            case PythonObject { TypeName: "_operator.or_" } when NamesOf(value) is { } names:
                output.Text(names);
                break;
            case PythonDecimal:
                throw PythonMisfit.Of(value, $"a name or a whole number ({TypeNames.Of(type)})");
            default:
                PythonJson.Write(output, value, reading);
                break;
        }
    }

    // Python 3.11 pickles flags as the members that they are made of, one | after another.
    private static string? NamesOf(PythonValue value)
    {
        var names = new List<string>();
        while (value is PythonObject { TypeName: "_operator.or_", Arguments: [var left, PythonReference last] } && names.Count < MaxFlags)
        {
            names.Add(last.Name[(last.Name.LastIndexOf('.') + 1)..]);
            value = left;
        }

        if (value is not PythonReference first)
        {
            return null;
        }

        names.Add(first.Name[(first.Name.LastIndexOf('.') + 1)..]);
        return string.Join(", ", names);
    }

    private static bool IsItemless(PythonValue value) =>
        value is not (PythonSequence or PythonRange or PythonArray { Shape.Count: > 0 }
            or PythonObject { HasItems: true } or PythonObject { Fields: not null } or PythonObject { StateValues: not null });

    private static IReadOnlyList<PythonValue> ItemsOf(PythonValue value) => value switch
    {
        PythonObject { Fields: not null } named => named.Arguments,
        PythonObject { StateValues: { } values } => values,
        _ => value.Items,
    };
}
