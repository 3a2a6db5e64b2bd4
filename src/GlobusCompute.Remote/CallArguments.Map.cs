using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Mapping;
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
        for (var i = 0; i < arguments?.Count; i++)
        {
            var argument = arguments._arguments[i];
            buffer.Clear();
            try
            {
                argument.Write(buffer, rules, isExact);
            }
            catch (PayloadException e)
            {
                throw ArgumentFaults.Unserialisable(function.DisplayName, arguments.LabelOf(i), nameof(arguments), e);
            }

            yield return new MapArgument(argument.Keyword, buffer.Written.ToArray());
        }
    }
}
