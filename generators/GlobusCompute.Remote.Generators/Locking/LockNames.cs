using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Locking;

/// <summary>How the lock file names remote functions: by the method's documentation id, whose parameters are left out where there are no overloads.</summary>
internal static class LockNames
{
    /// <summary>One name per member of an interface, in the same order; null for members that are no remote function.</summary>
    public static string?[] Of(InterfaceModel model)
    {
        // One generic interface that is inherited twice has each method once.
        var overloaded = new HashSet<string>(
            model.Members.Where(static member => member.Function is not null)
                .Select(static member => member.DocumentationId)
                .Distinct()
                .GroupBy(WithoutParameters)
                .Where(static group => group.Count() > 1)
                .Select(static group => group.Key),
            StringComparer.Ordinal);
        return [.. model.Members.Select(member => member.Function is null ? null : Name(member.DocumentationId, overloaded))];
    }

    private static string Name(string documentationId, HashSet<string> overloaded)
    {
        var bare = WithoutParameters(documentationId);
        return (overloaded.Contains(bare) ? documentationId : bare).Substring("M:".Length);
    }

    private static string WithoutParameters(string documentationId)
    {
        var parameters = documentationId.IndexOf('(');
        return parameters < 0 ? documentationId : documentationId.Substring(0, parameters);
    }
}
