using System.Globalization;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Mapping;
using GlobusCompute.Remote.Proxies;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote;

public sealed partial class CallArguments
{
    /// <summary>Serialises arguments that are the same for all items of a Map.</summary>
    /// <exception cref="ArgumentException">A value has no form that Python would read as the same value.</exception>
    internal static IEnumerable<MapArgument> Constants(CallArguments? arguments, FunctionDefinition function, PayloadRules rules, bool isExact)
    {
        var buffer = new JsonBuffer();
        var position = 0;
        foreach (var argument in arguments?._arguments ?? [])
        {
            var label = argument.Keyword is { } keyword ? $"'{keyword}'" : (++position).ToString(CultureInfo.InvariantCulture);
            buffer.Clear();
            try
            {
                argument.Write(buffer, rules, isExact);
            }
            catch (PayloadException e)
            {
                throw ArgumentFaults.Unserialisable(function.DisplayName, label, nameof(arguments), e);
            }

            yield return new MapArgument(argument.Keyword, buffer.Written.ToArray());
        }
    }
}
