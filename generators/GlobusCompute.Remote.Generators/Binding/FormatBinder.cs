using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Binding;

/// <summary>Appends the adapters of a member's formats to its source, with the function that calls its own through them.</summary>
internal static class FormatBinder
{
    /// <summary>The function to call; the same where no format has an adapter, or nothing is registered.</summary>
    /// <param name="member">The member.</param>
    /// <param name="bound">Its function, which may be an adapter for classes of its file.</param>
    public static BoundFunction Wrap(MemberModel member, BoundFunction bound)
    {
        if (bound is not { Problem: null, Source: { } source, Name: { } name })
        {
            return bound;
        }

        var arguments = Arguments(member).ToList();
        var result = member.ResultFormat is { Adapter: { } adapter } format ? new FormattedReturn(adapter, format.Shape) : null;
        if (arguments.Count == 0 && result is null)
        {
            return bound;
        }

        var (wrapper, text) = FormatWrapper.Append(source, name, arguments, result);
        return bound with { Name = wrapper, Source = text, Adapted = bound.Adapted ?? name, AdaptedSource = bound.AdaptedSource ?? source };
    }

    private static IEnumerable<FormattedArgument> Arguments(MemberModel member)
    {
        var position = 0;
        foreach (var parameter in member.Parameters.Where(parameter => parameter.Travels))
        {
            var isVariadic = parameter.Role == ParameterRole.Variadic;
            if (parameter.Format?.Adapter is { } adapter)
            {
                // Behind an argument that was left out, others go by keyword.
                yield return new(parameter.Name, parameter.IsKeyword ? -1 : position, isVariadic ? null : parameter.PythonName, isVariadic, adapter);
            }

            position += parameter.IsKeyword ? 0 : 1;
        }
    }
}
