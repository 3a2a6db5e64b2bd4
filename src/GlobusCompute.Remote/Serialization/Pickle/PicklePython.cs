using GlobusCompute.Remote.Serialization.Python;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>Pickles Python values as the types that they have; those without a form here as what JSON has for them.</summary>
internal static class PicklePython
{
    private static readonly ObjectShape s_any = new();

    /// <summary>Whether Python's <c>json</c> reads the JSON of a value as the same value, without what is in it.</summary>
    public static bool IsJson(PythonValue value) => value.Kind switch
    {
        PythonKind.None or PythonKind.Boolean or PythonKind.Integer or PythonKind.Float or PythonKind.Text or PythonKind.List => true,
        PythonKind.Dictionary => value.Members is { } members && members.All(static member => member.Key.Kind == PythonKind.Text),
        PythonKind.Complex or PythonKind.Bytes or PythonKind.Tuple or PythonKind.Set or PythonKind.DateTime or PythonKind.Date or PythonKind.Time
            or PythonKind.TimeDelta or PythonKind.Decimal or PythonKind.Uuid => false,

        // Has no other form: an array, a path, an object of a class.
        _ => true,
    };

    /// <summary>Pickles a value.</summary>
    public static void Write(PickleBuffer output, PythonValue value) =>
        Write(output, value, new PythonReading(output.Rules.PickleOptions, PayloadBudget.Unrelated()) { IsForPython = true });

    private static void Write(PickleBuffer output, PythonValue value, PythonReading reading)
    {
        // A value may be in very many places.
        reading.Charge(64);
        reading.Work(4);
        switch (value)
        {
            case PythonConstant { IsNone: true }:
                output.Null();
                break;
            case PythonConstant { Kind: PythonKind.Boolean } constant:
                output.Boolean(constant.IsTrue);
                break;
            case PythonInteger { IsSmall: true } integer:
                output.Integer(integer.Small);
                break;
            case PythonInteger integer:
                output.Integer(integer.Value);
                break;
            case PythonFloat number:
                output.Float(number.Value);
                break;
            case PythonString text:
                reading.Charge(4L * text.Value.Length);
                output.Text(text.Value);
                break;
            case PythonBytes bytes:
                reading.Charge(4L * bytes.Count);
                output.Bytes(bytes.Value.Span);
                break;
            case PythonSequence { Kind: PythonKind.Tuple } tuple:
                output.EnterTuple();
                WriteItems(output, tuple.Items, reading);
                output.Leave(PickleOpcode.Tuple);
                break;
            case PythonSequence { TypeName: "frozenset" } set:
                output.EnterTuple();
                WriteElements(output, set.Items, reading);
                output.Leave(PickleOpcode.FrozenSet);
                break;
            case PythonSequence { Kind: PythonKind.Set } set:
                output.Enter(PickleOpcode.EmptySet);
                WriteElements(output, set.Items, reading);
                output.Leave(PickleOpcode.AddItems);
                break;
            case PythonSequence list:
                output.Enter(PickleOpcode.EmptyList);
                WriteItems(output, list.Items, reading);
                output.Leave(PickleOpcode.Appends);
                break;
            case PythonMapping mapping:
                output.Enter(PickleOpcode.EmptyDict);
                WriteEntries(output, mapping, reading);
                output.Leave(PickleOpcode.SetItems);
                break;
            default:
                WriteOther(output, value, reading);
                break;
        }
    }

    // Times, numbers and ids by way of the .NET type that holds them.
    private static void WriteOther(PickleBuffer output, PythonValue value, PythonReading reading)
    {
        var exact = IsJson(value) ? value : s_any.FromPython(value, reading);
        if (exact is null or PythonValue)
        {
            output.Transcode(output.Rules.PickleOptions, text => PythonJson.Write(text, value, reading));
        }
        else
        {
            output.Value(exact, exact.GetType());
        }
    }

    private static void WriteItems(PickleBuffer output, IReadOnlyList<PythonValue> items, PythonReading reading)
    {
        for (var i = 0; i < items.Count; i++)
        {
            try
            {
                Write(output, items[i], reading);
            }
            catch (ShapeException e) when (e.NoteAndDecline(i))
            {
                throw;
            }
        }
    }

    private static void WriteElements(PickleBuffer output, IReadOnlyList<PythonValue> items, PythonReading reading)
    {
        var before = output.Unhashables;
        WriteItems(output, items, reading);
        output.ExpectHashable(before, "An element of the set");
    }

    private static void WriteEntries(PickleBuffer output, PythonMapping mapping, PythonReading reading)
    {
        foreach (var (key, value) in mapping.Entries)
        {
            var before = output.Unhashables;
            Write(output, key, reading);
            output.ExpectHashable(before, "A key of the dictionary");
            try
            {
                Write(output, value, reading);
            }
            catch (ShapeException e) when (key is PythonString name && e.NoteAndDecline(name.Value))
            {
                throw;
            }
        }
    }
}
