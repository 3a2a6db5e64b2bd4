using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Keys and values as a JSON object; of equal keys the last one counts, as in Python.</summary>
internal sealed class DictionaryShape<TDictionary, TKey, TValue>(Shape<TKey> keyShape, Shape<TValue> valueShape) : Shape<TDictionary?>
    where TDictionary : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    public override bool CanPopulate => typeof(TDictionary).IsAssignableTo(typeof(IDictionary<TKey, TValue>));

    public override void Populate(object target, object added)
    {
        if (target is not IDictionary<TKey, TValue> { IsReadOnly: false } dictionary)
        {
            throw NotAddedTo(target);
        }

        foreach (var (key, value) in (IEnumerable<KeyValuePair<TKey, TValue>>)added)
        {
            dictionary[key] = value;
        }
    }

    public override void WriteTo(JsonBuffer output, TDictionary? value)
    {
        if (value is null)
        {
            output.Null();
            return;
        }

        if (typeof(TKey) != typeof(string))
        {
            // Keys would become text.
            output.ExpectInexact();
        }

        output.Enter('{');
        Visit(value, new JsonMembers(this, output));
        output.Leave('}');
    }

    public override void PickleTo(PickleBuffer output, TDictionary? value)
    {
        if (value is null)
        {
            output.Null();
            return;
        }

        output.Enter(PickleOpcode.EmptyDict);
        Visit(value, new PickledMembers(this, output));
        output.Leave(PickleOpcode.SetItems);
    }

    public override TDictionary? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw ReadJson.Misfit(ref reader, $"an object ({TypeNames.Of(typeof(TDictionary))})");
        }

        PayloadBudget.ChargeJson(80);
        var dictionary = new Dictionary<TKey, TValue>();

        // Keys that are values are looked at before they are inserted: their hashes are known, and may collide.
        var waiting = typeof(TKey).IsValueType ? new List<KeyValuePair<TKey, TValue>>() : null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            PayloadBudget.ChargeJson(dictionary.Count == 0 ? 160 : 40);
            var key = keyShape.ReadKey(ref reader);
            reader.Read();
            try
            {
                var value = valueShape.ReadFrom(ref reader, options);
                if (waiting is null)
                {
                    dictionary[key] = value;
                }
                else
                {
                    waiting.Add(new(key, value));
                }
            }
            catch (ShapeException e) when (e.NoteAndDecline(key.ToString() ?? ""))
            {
                throw;
            }
        }

        if (waiting is { Count: > 0 })
        {
            // Not by Linq, whose iterators would be compiled once more for each pair of types.
            var keys = new TKey[waiting.Count];
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = waiting[i].Key;
            }

            dictionary = KeyCollisions.DictionaryFor<TKey, TValue>(keys);
            foreach (var (key, value) in waiting)
            {
                dictionary[key] = value;
            }
        }

        return (TDictionary)(object)dictionary;
    }

    public override TDictionary? FromPython(PythonValue value, PythonReading reading)
    {
        if (value.IsNone)
        {
            return null;
        }

        if (value.Members is not { } members || (value is PythonObject && members.Count == 0))
        {
            throw PythonMisfit.Of(value, $"a dict ({TypeNames.Of(typeof(TDictionary))})");
        }

        reading.Charge(104);
        reading.Items(members.Count, 48);
        var dictionary = typeof(TKey).IsValueType
            ? KeyCollisions.DictionaryFor<TKey, TValue>(KeysOf(members, reading))
            : new Dictionary<TKey, TValue>(members.Count);
        foreach (var (key, item) in members)
        {
            var name = keyShape.FromPythonKey(key, reading);
            try
            {
                dictionary[name] = valueShape.FromPython(item, reading);
            }
            catch (ShapeException e) when (e.NoteAndDecline(name.ToString() ?? ""))
            {
                throw;
            }
        }

        return (TDictionary)(object)dictionary;
    }

    private TKey[] KeysOf(IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> members, PythonReading reading)
    {
        reading.Items(members.Count, 16);
        var keys = new TKey[members.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = keyShape.FromPythonKey(members[i].Key, reading);
        }

        return keys;
    }

    /// <summary>Visits the members; those of a <see cref="Dictionary{TKey, TValue}"/> by its own enumerator, which is not allocated.</summary>
    private static void Visit<TVisitor>(TDictionary members, TVisitor visitor)
        where TVisitor : struct, IMemberVisitor
    {
        if (members is Dictionary<TKey, TValue> dictionary)
        {
            foreach (var (key, item) in dictionary)
            {
                visitor.Visit(key, item);
            }
        }
        else
        {
            foreach (var (key, item) in members)
            {
                visitor.Visit(key, item);
            }
        }
    }

    private void PickleMember(PickleBuffer output, TKey key, TValue value)
    {
        try
        {
            keyShape.PickleTo(output, key);
            valueShape.PickleTo(output, value);
        }
        catch (ShapeException e) when (e.NoteAndDecline(key.ToString() ?? ""))
        {
            throw;
        }
    }

    private void WriteMember(JsonBuffer output, TKey key, TValue value, ref bool isFirst)
    {
        try
        {
            if (!isFirst)
            {
                output.Raw(", "u8);
            }

            isFirst = false;
            keyShape.WriteKey(output, key);
            output.Raw(": "u8);
            valueShape.WriteTo(output, value);
        }
        catch (ShapeException e) when (e.NoteAndDecline(key.ToString() ?? ""))
        {
            throw;
        }
    }

    /// <summary>How each member is handled. Implemented by structs, so that the calls are direct.</summary>
    private interface IMemberVisitor
    {
        void Visit(TKey key, TValue value);
    }

    private struct JsonMembers(DictionaryShape<TDictionary, TKey, TValue> shape, JsonBuffer output) : IMemberVisitor
    {
        private bool _isFirst = true;

        public void Visit(TKey key, TValue value) => shape.WriteMember(output, key, value, ref _isFirst);
    }

    private readonly struct PickledMembers(DictionaryShape<TDictionary, TKey, TValue> shape, PickleBuffer output) : IMemberVisitor
    {
        public void Visit(TKey key, TValue value) => shape.PickleMember(output, key, value);
    }
}
