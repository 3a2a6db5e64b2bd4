namespace GlobusCompute.Remote.Generators.Models;

/// <summary>How the lock file names remote functions: by the method's documentation id, whose parameters are left out where there are no overloads.</summary>
internal sealed class LockNames
{
    private readonly HashSet<string> _overloaded;

    /// <param name="members">All members of the interface.</param>
    public LockNames(IEnumerable<MemberModel> members) =>

        // One generic interface that is inherited twice has each method once.
        _overloaded = new(
            members.Where(static member => member.Function is not null)
                .Select(static member => member.DocumentationId)
                .Distinct()
                .GroupBy(WithoutParameters)
                .Where(static group => group.Count() > 1)
                .Select(static group => group.Key),
            StringComparer.Ordinal);

    /// <summary>The name of one of the members, or null when it is not a remote function.</summary>
    public string? Find(MemberModel member)
    {
        if (member.Function is null)
        {
            return null;
        }

        var bare = WithoutParameters(member.DocumentationId);
        return (_overloaded.Contains(bare) ? member.DocumentationId : bare).Substring("M:".Length);
    }

    private static string WithoutParameters(string documentationId)
    {
        var parameters = documentationId.IndexOf('(');
        return parameters < 0 ? documentationId : documentationId.Substring(0, parameters);
    }
}
