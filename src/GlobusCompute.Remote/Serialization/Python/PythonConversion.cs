using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>Makes a .NET value of a Python one.</summary>
internal static class PythonConversion
{
    /// <summary>A result of whatever type: the library's own directly, the app's through System.Text.Json.</summary>
    /// <param name="value">The result.</param>
    /// <param name="rules">The rules of the interface.</param>
    /// <param name="allowNull">Whether None is a value of the type.</param>
    /// <param name="budget">What making it may cost.</param>
    /// <exception cref="PayloadException">The value does not fit.</exception>
    public static T Convert<T>(PythonValue value, PayloadRules rules, bool allowNull, PayloadBudget budget)
    {
        try
        {
            if (value.IsNone && typeof(T) != typeof(PythonValue) && typeof(T) != typeof(JsonElement)
                && (!allowNull || (default(T) is not null && !FSharpNone.IsOf(typeof(T)))))
            {
                throw new PayloadException($"Python returned None. Declare the result as {TypeNames.Of(typeof(T)).TrimEnd('?')}? to allow it, "
                    + "or have the function return a value.");
            }

            var reading = new PythonReading(rules.Options, budget);
            return rules.ShapeOf<T>() is { } shape ? shape.FromPython(value, reading) : ThroughJson(value, rules.InfoOf<T>(), reading)!;
        }
        catch (Exception e) when (e is not (PayloadException or OutOfMemoryException))
        {
            throw Failed(e, typeof(T));
        }
    }

    /// <summary>Reads a pickle straight into a type of the app.</summary>
    /// <param name="pickle">The pickle. Nothing that is made refers to its memory.</param>
    /// <param name="rows">How the type is read.</param>
    /// <param name="rules">The rules of the interface.</param>
    /// <param name="budget">What reading may cost.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when the pickle has to be read in the general way; nothing has been made then.</returns>
    /// <exception cref="PayloadException">The value does not fit.</exception>
    public static bool TryConvertRows<T>(ReadOnlyMemory<byte> pickle, RowPlan rows, PayloadRules rules, PayloadBudget budget, out T value)
    {
        var counts = budget.Counts;
        using var cells = new PickleCells(pickle);
        var reading = new PythonReading(rules.Options, budget) { Cells = cells };
        var text = new JsonBuffer();
        text.Begin(rules.Options);
        try
        {
            if (TryScan(pickle, rows, cells, text, reading, budget, out var kept) is { } info)
            {
                value = reading.Within(() => JsonSerializer.Deserialize(text.Written, (JsonTypeInfo<T>)info))!;
                return true;
            }

            budget.GoBack(counts, kept);
        }
        catch (JsonException e) when (rows.HasFields)
        {
            throw Failed(ShapeException.InTuples(e), typeof(T));
        }
        catch (Exception e) when (e is not (PayloadException or OutOfMemoryException))
        {
            throw Failed(e, typeof(T));
        }
        finally
        {
            text.Clear();
        }

        value = default!;
        return false;
    }

    /// <summary>A type that the library knows by itself.</summary>
    /// <exception cref="PayloadException">The value does not fit, or the type is none of these.</exception>
    public static T ToBuiltIn<T>(PythonValue value)
    {
        if (BuiltIn<T>.Shape is null)
        {
            throw new PayloadException($"{TypeNames.Of(typeof(T))} is not one of the types that the library supports itself. Declare it as the result's type.");
        }

        return Convert<T>(value, PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase), allowNull: true, PayloadBudget.Unrelated());
    }

    private static JsonTypeInfo? TryScan(
        ReadOnlyMemory<byte> pickle, RowPlan rows, PickleCells cells, JsonBuffer text, PythonReading reading, PayloadBudget budget, out long kept)
    {
        var scanner = new RowScanner(pickle, cells, text, reading, budget);
        var isWritten = scanner.TryWrite(rows.Root);
        kept = scanner.Kept;
        return !isWritten ? null : scanner.IsComplete ? rows.Complete : rows.Info;
    }

    // Constructors, setters and converters of the app run while a value is made, and may refuse it in any way.
    private static PayloadException Failed(Exception error, Type type) => error switch
    {
        ShapeException e => new PayloadException(e.Message, e.FullPath, e),
        JsonException e => new PayloadException(ShapeException.MessageOf(e), ShapeException.PathOf(e.Path), e),
        _ => PayloadFailure.OfMaking(type, error),
    };

    /// <summary>By metadata: objects and collections become JSON, with a token for each value that a shape reads.</summary>
    public static T? ThroughJson<T>(PythonValue value, JsonTypeInfo<T> info, PythonReading reading)
    {
        var buffer = new JsonBuffer();
        buffer.Begin(reading.Options);
        try
        {
            TypedPythonJson.Write(buffer, value, typeof(T), reading);
            if (!DeepStack.IsNeededFor(buffer.Written))
            {
                var json = buffer;
                return reading.Within(() => JsonSerializer.Deserialize(json.Written, info));
            }

            var copy = buffer.Written.ToArray();
            return DeepStack.Run(() => reading.Within(() => JsonSerializer.Deserialize(copy, info)));
        }
        finally
        {
            buffer.Clear();
        }
    }
}
