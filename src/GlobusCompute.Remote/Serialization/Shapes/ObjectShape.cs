using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>
/// Any value. Written by its run-time type. Read as null, bool, long (or BigInteger when that is too small), double, string, <c>List&lt;object?&gt;</c> and
/// <c>Dictionary&lt;string, object?&gt;</c>: what Python's json makes of it.
/// </summary>
internal sealed class ObjectShape : Shape<object?>
{
    public override void WriteTo(JsonBuffer output, object? value)
    {
        if (value is null)
        {
            output.Null();
            return;
        }

        var type = value.GetType();
        if (type == typeof(object))
        {
            // Its shape is this one.
            output.Raw("{}"u8);
        }
        else if (BuiltInShapes.Find(type) is { } shape)
        {
            shape.WriteBoxed(output, value);
        }
        else if (value is JsonNode node)
        {
            DomText.Write(output, node);
        }
        else
        {
            type = Structures.Shown(type);
            if (Structures.IsPickled(type))
            {
                output.ExpectInexact();
            }

            output.Serialize(value, PayloadRules.InfoOf(type, output.Options));
        }
    }

    public override void PickleTo(PickleBuffer output, object? value)
    {
        if (value is JsonNode node && BuiltInShapes.Find(value.GetType()) is null)
        {
            output.Transcode(output.Rules.PickleOptions, text => DomText.Write(text, node));
        }
        else if (value?.GetType() == typeof(object))
        {
            // As in JSON: an object that is nothing else.
            output.Enter(PickleOpcode.EmptyDict);
            output.Leave(PickleOpcode.SetItems);
        }
        else
        {
            output.Value(value, value is null ? typeof(object) : Structures.Shown(value.GetType()));
        }
    }

    public override object? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => ObjectJson.Read(ref reader);

    public override object? FromPython(PythonValue value, PythonReading reading)
    {
        switch (value)
        {
            case PythonConstant { IsNone: true } or PythonCount { IsNotATime: true }:
                return null;
            case PythonConstant { Kind: PythonKind.Boolean } constant:
                return constant.IsTrue;
            case PythonInteger integer:
                return integer.IsSmall ? (object)integer.Small : integer.Value;
            case PythonFloat number:
                return number.Value;
            case PythonString text:
                return text.Value;
            case PythonComplex complex:
                return complex.Value;
            case PythonUuid { IsSet: true } uuid:
                return uuid.Value;
            case PythonPath path:
                return path.Text;
            case PythonAddress address:
                return address.Text;
            case PythonDuration { Value: { } span }:
                return span;
            case PythonDecimal { Exact: { } exact }:
                return exact;
            case PythonMoment moment:
                return Moment(moment);
            case PythonBytes or PythonArray { IsSet: true } or PythonMapping or PythonSequence:
                return Shared(value, reading);
            default:
                // An opaque object, a range, a fraction, a Decimal that no decimal holds: as Python's own.
                return value;
        }
    }

    private static object Moment(PythonMoment moment) => moment switch
    {
        { Kind: PythonKind.Date } => DateOnly.FromDateTime(moment.Value),
        { Kind: PythonKind.Time, Zone: null } => TimeOnly.FromDateTime(moment.Value),
        { Kind: PythonKind.DateTime, Zone: null } => moment.Value,
        _ => DateTimeOffsetShape.TryRead(moment, out var exact) ? exact : moment,
    };

    private object? Shared(PythonValue value, PythonReading reading)
    {
        if (reading.Made.TryGetValue(value, out var made))
        {
            return made;
        }

        // What is nested deeper than there is stack for stays Python's, and hides nothing beside it.
        if (!reading.TryEnter())
        {
            return value;
        }

        var result = value switch
        {
            PythonBytes => BuiltIn<byte[]>.Shape!.FromPython(value, reading),
            PythonArray array => ArrayOf(array, reading),
            PythonMapping mapping => HasKeys(mapping, reading) ? DictionaryOf(mapping, reading) : mapping,
            _ => ListOf((PythonSequence)value, reading),
        };
        reading.Leave();
        return reading.Made[value] = result!;
    }

    private static bool HasKeys(PythonMapping mapping, PythonReading reading)
    {
        reading.Work(mapping.Raw.Count);
        return mapping.Raw.TrueForAll(static entry => PythonJson.HasKey(entry.Key));
    }

    private List<object?> ListOf(PythonSequence sequence, PythonReading reading)
    {
        var items = sequence.Kind == PythonKind.Set ? sequence.Items : sequence.Raw;
        reading.Charge(128);
        reading.Items(items.Count, 8 + 24);
        var list = new List<object?>(items.Count);
        reading.Made[sequence] = list;
        try
        {
            foreach (var item in items)
            {
                list.Add(FromPython(item, reading));
            }
        }
        catch (ShapeException e) when (e.NoteAndDecline(list.Count))
        {
            throw;
        }

        return list;
    }

    private Dictionary<string, object?> DictionaryOf(PythonMapping mapping, PythonReading reading)
    {
        reading.Charge(200);
        reading.Items(mapping.Raw.Count, 40 + 24);
        var dictionary = new Dictionary<string, object?>(mapping.Raw.Count);
        reading.Made[mapping] = dictionary;
        foreach (var (key, item) in mapping.Raw)
        {
            var name = BuiltIn<string>.Shape!.FromPythonKey(key, reading);
            try
            {
                dictionary[name] = FromPython(item, reading);
            }
            catch (ShapeException e) when (e.NoteAndDecline(name))
            {
                throw;
            }
        }

        return dictionary;
    }

    /// <summary>Numbers in one or two dimensions as arrays of their type; others stay numpy's.</summary>
    private object? ArrayOf(PythonArray array, PythonReading reading) => array.Shape.Count switch
    {
        0 => FromPython(array.Single(), reading),
        1 when array.HasMasked => MaskedShapeOf(array)?.FromPythonBoxed(array, reading) ?? array,
        1 => ArrayShapeOf(array)?.FromPythonBoxed(array, reading) ?? array,
        2 when array.HasMasked || !ArrayCopy.HasRoom(array.Lengths) => array,
        2 => GridShapeOf(array)?.FromPythonBoxed(array, reading) ?? array,
        _ => array,
    };

    private static IShape? ArrayShapeOf(PythonArray array) => BuiltInShapes.Find((array.Type.KindCode, array.Type.ItemSize) switch
    {
        ('b', _) => typeof(bool[]),
        ('i', 1) => typeof(sbyte[]),
        ('i', 2) => typeof(short[]),
        ('i', 4) => typeof(int[]),
        ('i', 8) => typeof(long[]),
        ('u', 1) => typeof(byte[]),
        ('u', 2) => typeof(ushort[]),
        ('u', 4) => typeof(uint[]),
        ('u', 8) => typeof(ulong[]),
        ('f', 4) => typeof(float[]),
        ('f', 8) => typeof(double[]),
        ('U', _) => typeof(string[]),
        ('O', _) => typeof(object[]),
        _ => typeof(PythonArray),
    });

    private static IShape? MaskedShapeOf(PythonArray array) => BuiltInShapes.Find((array.Type.KindCode, array.Type.ItemSize) switch
    {
        ('b', _) => typeof(bool?[]),
        ('i', 4) => typeof(int?[]),
        ('i', 8) => typeof(long?[]),
        ('f', 8) => typeof(double?[]),
        ('V', _) => typeof(PythonArray),
        _ => typeof(object[]),
    });

    private static IShape? GridShapeOf(PythonArray array) => BuiltInShapes.Find((array.Type.KindCode, array.Type.ItemSize) switch
    {
        ('b', _) => typeof(bool[,]),
        ('i', 4) => typeof(int[,]),
        ('i', 8) => typeof(long[,]),
        ('f', 4) => typeof(float[,]),
        ('f', 8) => typeof(double[,]),
        _ => typeof(PythonArray),
    });
}
