using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>Writes one argument as JSON, and says in one way what keeps a value from being sent.</summary>
internal static class ArgumentJson
{
    // The service's own limit.
    private const int LargestRequest = 10 * 1024 * 1024;

    /// <param name="output">Where to.</param>
    /// <param name="rules">The rules of the interface.</param>
    /// <param name="value">The value.</param>
    /// <param name="isExact">Whether a value that Python would read as another one is refused.</param>
    /// <param name="format">The format of the argument, or null where JSON carries it.</param>
    /// <exception cref="PayloadException">The value cannot be sent. The caller takes back what was written of it.</exception>
    public static void Write<T>(JsonBuffer output, PayloadRules rules, T value, bool isExact, ComputeFormat? format = null)
    {
        output.Begin(rules.Options, PayloadLimits.ArgumentDepth);
        output.IsExact = isExact;
        try
        {
            if (format is null)
            {
                WriteValue(output, rules, value);
            }
            else
            {
                // Items go in chunks, so what is left of a request is not known here.
                WriteValue(output, rules, rules.FormatOf(format).Encode(value, rules.Room(LargestRequest, taken: 0)));
            }
        }
        catch (InexactException e)
        {
            throw new PayloadException("A Map sends JSON, from which Python would read another value. Pass text, numbers, "
                + "lists or dictionaries that the function can take.", null, e);
        }
        catch (Exception e) when (PayloadFailure.Of(e) is { } failure)
        {
            throw failure;
        }
    }

    public static void WriteValue<T>(JsonBuffer output, PayloadRules rules, T value)
    {
        if (BuiltIn<T>.Shape is { } shape)
        {
            shape.WriteTo(output, value);
        }
        else if (value is null)
        {
            output.Null();
        }
        else
        {
            if (Structures.IsPickledAs<T>())
            {
                output.ExpectInexact();
            }

            output.Serialize(value, rules.InfoOf<T>());
        }
    }
}
