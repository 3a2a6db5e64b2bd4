using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization;

/// <summary>Writes one argument as JSON, and says in one way what keeps a value from being sent.</summary>
internal static class ArgumentJson
{
    /// <exception cref="PayloadException">The value cannot be sent. The caller takes back what was written of it.</exception>
    public static void Write<T>(JsonBuffer output, ComputeJson json, T value)
    {
        output.Begin(json.Options);
        try
        {
            WriteValue(output, json, value);
        }
        catch (Exception e) when (PayloadFailure.Of(e) is { } failure)
        {
            throw failure;
        }
    }

    public static void WriteValue<T>(JsonBuffer output, ComputeJson json, T value)
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
            output.Serialize(value, json.InfoOf<T>());
        }
    }
}
