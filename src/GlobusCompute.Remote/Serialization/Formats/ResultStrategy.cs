using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Formats;

/// <summary>One way in which the worker serialises a result (protocol.md §4.2), known by two letters.</summary>
internal abstract class ResultStrategy(string identifier)
{
    public string Identifier => identifier;

    /// <exception cref="PayloadException">The text does not fit, or cannot be read at all.</exception>
    public abstract T Read<T>(ReadOnlySpan<byte> text, ComputeJson json, bool allowNull);
}

/// <summary>Packed buffers of other strategies; the first that can be read counts.</summary>
internal sealed class CombinedStrategy() : ResultStrategy("13")
{
    public override T Read<T>(ReadOnlySpan<byte> text, ComputeJson json, bool allowNull)
    {
        var errors = new List<PayloadException>();
        while (PackedBuffers.TryTakeNext(ref text, out var buffer))
        {
            if (buffer is [(byte)'1', (byte)'3', (byte)'\n', ..])
            {
                throw new PayloadException("The result is a combination (13) within a combination, which no worker writes.");
            }

            try
            {
                return ResultReader.Read<T>(buffer, json, allowNull);
            }
            catch (PayloadException e)
            {
                errors.Add(e);
            }
        }

        throw errors switch
        {
            [] => new PayloadException("The result is a combination (13) of no formats at all."),
            [var only] => new PayloadException(only.Message, only.Path, only),
            _ => new PayloadException(
                $"None of the {errors.Count} formats of the result can be read. {string.Join(" ", errors.Select((e, i) => $"({i + 1}) {e.Message}"))}",
                errors[0].Path,
                new AggregateException(errors)),
        };
    }
}

/// <summary>What a worker may send and this library does not read.</summary>
internal sealed class UnreadableStrategy : ResultStrategy
{
    private readonly string _why;

    private UnreadableStrategy(string identifier, string why)
        : base(identifier) => _why = why;

    public static UnreadableStrategy Code(string identifier, string what) => new(
        identifier,
        $"The function returned {what} ({identifier}), and Python code cannot run here. Have it return the values that the code would compute.");

    public override T Read<T>(ReadOnlySpan<byte> text, ComputeJson json, bool allowNull) => throw new PayloadException(_why);
}

/// <summary>A pickle as base64, read as data (protocol.md §4.6).</summary>
internal sealed class PickleStrategy() : ResultStrategy("00")
{
    public override T Read<T>(ReadOnlySpan<byte> text, ComputeJson json, bool allowNull) =>
        PythonConversion.Convert<T>(PickleReader.Read(PickleText.Decode(text), out var left), json, allowNull, left);
}

/// <summary>A format that the app has added.</summary>
internal sealed class AddedStrategy(ComputePayloadStrategy strategy) : ResultStrategy(strategy.Header)
{
    public override T Read<T>(ReadOnlySpan<byte> text, ComputeJson json, bool allowNull)
    {
        PythonValue value;
        try
        {
            value = strategy.Read(text) ?? throw new FormatException("it gave null instead of a value.");
        }
        catch (Exception e) when (e is not (PayloadException or OutOfMemoryException))
        {
            throw new PayloadException($"The format {strategy.Header} ({TypeNames.Of(strategy.GetType())}) could not be read: {e.Message}", null, e);
        }

        return PythonConversion.Convert<T>(value, json, allowNull, PickleLimits.Total(text.Length));
    }
}

/// <summary>JSON as Python's json module writes it (protocol.md §4.5).</summary>
internal sealed class JsonStrategy() : ResultStrategy("11")
{
    public override T Read<T>(ReadOnlySpan<byte> text, ComputeJson json, bool allowNull)
    {
        if (!TolerantJson.TryRewrite(text, out var rewritten, out var length))
        {
            return ReadStrict<T>(text, json, allowNull);
        }

        try
        {
            return ReadStrict<T>(rewritten.AsSpan(0, length), json, allowNull);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(rewritten);
        }
    }

    private static T ReadStrict<T>(ReadOnlySpan<byte> text, ComputeJson json, bool allowNull)
    {
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = JsonBuffer.MaxDepth });
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null && typeof(T) != typeof(JsonElement) && typeof(T) != typeof(PythonValue) && (!allowNull || default(T) is not null))
            {
                throw new PayloadException($"Python returned None. Declare the result as {TypeNames.Of(typeof(T)).TrimEnd('?')}? to allow it (without an interface: set ComputeCallOptions.AllowNone), or have the function return a value.");
            }

            if (json.ShapeOf<T>() is not { } shape)
            {
                return Deserialize(text, json.InfoOf<T>())!;
            }

            var value = shape.ReadFrom(ref reader, json.Options);
            reader.Read();
            return value;
        }
        catch (ShapeException e)
        {
            throw new PayloadException(e.Message, e.FullPath, e);
        }
        catch (JsonException e)
        {
            throw new PayloadException(Describe(e), ShapeException.PathOf(e.Path), e);
        }
        catch (Exception e) when (e is not (PayloadException or OutOfMemoryException))
        {
            // Constructors, setters and converters of the app run here, and may refuse a value in any way.
            throw new PayloadException($"Making {TypeNames.Of(typeof(T))} of the result failed: {ShapeException.MessageOf(e)}", null, e);
        }
    }

    private static T? Deserialize<T>(ReadOnlySpan<byte> text, JsonTypeInfo<T> info)
    {
        if (!DeepStack.IsNeededFor(text))
        {
            return JsonSerializer.Deserialize(text, info);
        }

        var copy = text.ToArray();
        return DeepStack.Run(() => JsonSerializer.Deserialize(copy, info));
    }

    private static string Describe(JsonException error) => error.Message.Contains("maximum configured depth", StringComparison.Ordinal)
        ? $"The result is nested deeper than {JsonBuffer.MaxDepth} levels. Have the function return a flatter value."
        : ShapeException.MessageOf(error);
}
