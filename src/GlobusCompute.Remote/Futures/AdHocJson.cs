using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Futures;

/// <summary>The JSON rules of results whose type is named by whoever comes back to a task.</summary>
internal static class AdHocJson
{
    /// <exception cref="ArgumentException">There is no metadata for the type.</exception>
    public static PayloadRules For<T>(ComputeCallOptions? options, ComputeClientOptions client, ComputeFormat? resultFormat = null)
    {
        var rules = (options ?? ComputeCallOptions.Default).Rules(client, resultFormat);
        if (rules.ResultFormat is not null || BuiltIn<T>.Shape is not null)
        {
            return rules;
        }

        try
        {
            rules.InfoOf<T>();
            return rules;
        }
        catch (PayloadException e)
        {
            throw new ArgumentException(
                $"There is no JSON metadata for {TypeNames.Of(typeof(T))}. Give it as {nameof(ComputeCallOptions)}.{nameof(ComputeCallOptions.Json)}, "
                + "usually the Default "
                + $"of a JsonSerializerContext, or use {nameof(ComputeCallOptions)}.{nameof(ComputeCallOptions.ForReflection)}(). ({e.Message})",
                nameof(options),
                e);
        }
    }
}
