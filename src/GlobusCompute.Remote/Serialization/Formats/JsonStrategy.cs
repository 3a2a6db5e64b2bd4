using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Formats;

/// <summary>JSON as Python's json module writes it (protocol.md §4.5).</summary>
internal sealed class JsonStrategy() : ResultStrategy("11")
{
    public override T Read<T>(ReadOnlySpan<byte> text, PayloadRules rules, bool allowNull, PayloadBudget budget)
    {
        if (!TolerantJson.TryRewrite(text, out var rewritten, out var length))
        {
            return ReadStrict<T>(text, rules, allowNull, budget);
        }

        try
        {
            return ReadStrict<T>(rewritten.AsSpan(0, length), rules, allowNull, budget);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(rewritten);
        }
    }

    private static T ReadStrict<T>(ReadOnlySpan<byte> text, PayloadRules rules, bool allowNull, PayloadBudget budget)
    {
        using var scope = budget.Enter();
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = JsonBuffer.MaxDepth });
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null
                && typeof(T) != typeof(JsonElement) && typeof(T) != typeof(PythonValue)
                && (!allowNull || (default(T) is not null && !FSharpNone.IsOf(typeof(T)))))
            {
                throw new PayloadException($"Python returned None. Declare the result as {TypeNames.Of(typeof(T)).TrimEnd('?')}? to allow it (without an "
                    + "interface: set ComputeCallOptions.AllowNone), or have the function return a value.");
            }

            if (rules.ShapeOf<T>() is not { } shape)
            {
                return rules.RowsOf<T>() is { } rows && !RowPlan.IsOff && JsonRows.TryRead<T>(text, rows, rules.Options, budget, out var list)
                    ? list
                    : Deserialize(text, rules.InfoOf<T>(), budget)!;
            }

            var value = shape.ReadFrom(ref reader, rules.Options);
            reader.Read();
            return value;
        }
        catch (ShapeException e)
        {
            throw new PayloadException(e.Message, e.FullPath, e);
        }
        catch (JsonException e)
        {
            throw new PayloadException(Describe(e, text, typeof(T)), ShapeException.PathOf(e.Path), e);
        }
        catch (Exception e) when (e is not (PayloadException or OutOfMemoryException))
        {
            // Constructors, setters and converters of the app run here, and may refuse a value in any way.
            throw PayloadFailure.OfMaking(typeof(T), e);
        }
    }

    private static T? Deserialize<T>(ReadOnlySpan<byte> text, JsonTypeInfo<T> info, PayloadBudget budget)
    {
        if (!DeepStack.IsNeededFor(text))
        {
            return JsonSerializer.Deserialize(text, info);
        }

        var copy = text.ToArray();
        return DeepStack.Run(() =>
        {
            using var scope = budget.Enter();
            return JsonSerializer.Deserialize(copy, info);
        });
    }

    private static string Describe(JsonException error, ReadOnlySpan<byte> text, Type wanted) =>
        error.Message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? $"The result is nested deeper than {JsonBuffer.MaxDepth} levels. Have the function return a flatter value."
            : ReadJson.Misfit(error, text, wanted) ?? ShapeException.MessageOf(error);
}
