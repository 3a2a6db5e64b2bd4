using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>JSON as what Python's json makes of it, in .NET's types.</summary>
internal static class ObjectJson
{
    /// <summary>Reads a value from its first token to its last.</summary>
    public static object? Read(ref Utf8JsonReader reader)
    {
        // Most are no containers.
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            return Read(ref reader, null!);
        }

        var gathered = Gathering<object?>.Rent();
        try
        {
            return Read(ref reader, gathered);
        }
        finally
        {
            Gathering<object?>.Return(gathered);
        }
    }

    private static object? Read(ref Utf8JsonReader reader, List<object?> gathered)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Number:
                PayloadBudget.ChargeJson(24);
                return ReadNumber(ref reader);
            case JsonTokenType.String:
                PayloadBudget.ChargeJson(24 + (2L * reader.ValueSpan.Length));
                return TolerantJson.TryGetNonFinite(ref reader, out var value) ? value : ReadJson.Text(ref reader);
            case JsonTokenType.StartArray:
                return ReadList(ref reader, gathered);
            default:
                return ReadDictionary(ref reader, gathered);
        }
    }

    private static object ReadNumber(ref Utf8JsonReader reader) =>
        !ReadJson.IsInteger(ref reader) ? BuiltInShapes.Double.ReadFrom(ref reader, null!)
        : reader.TryGetInt64(out var small) ? (object)small // Without the cast it would become a BigInteger, as the other branch is one.
        : BigIntegerShape.Read(ref reader);

    /// <param name="reader">At the start of an array.</param>
    /// <param name="gathered">Items of arrays that are not at their end, so that each gets a list of its own length.</param>
    private static List<object?> ReadList(ref Utf8JsonReader reader, List<object?> gathered)
    {
        var from = gathered.Count;
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                gathered.Add(Read(ref reader, gathered));
            }
        }
        catch (ShapeException e) when (e.NoteAndDecline(gathered.Count - from))
        {
            throw;
        }

        PayloadBudget.ChargeJson(56 + (8L * (gathered.Count - from)));
        return Gathering<object?>.Take(gathered, from);
    }

    private static Dictionary<string, object?> ReadDictionary(ref Utf8JsonReader reader, List<object?> gathered)
    {
        PayloadBudget.ChargeJson(80);
        var dictionary = new Dictionary<string, object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            PayloadBudget.ChargeJson((dictionary.Count == 0 ? 160 : 64) + (2L * reader.ValueSpan.Length));
            var key = ReadJson.Text(ref reader);
            reader.Read();
            try
            {
                dictionary[key] = Read(ref reader, gathered);
            }
            catch (ShapeException e) when (e.NoteAndDecline(key))
            {
                throw;
            }
        }

        return dictionary;
    }
}
