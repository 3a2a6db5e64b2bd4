using System.Reflection;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>The links from diagnostics to their sections of docs/diagnostics.md, in the repository that the build names (RepositoryUrl).</summary>
internal static class HelpPages
{
    private static readonly string? s_repository = typeof(HelpPages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(static data => data.Key == "RepositoryUrl")?.Value;

    /// <summary>Gets the link of a rule, or null if the build does not name a repository.</summary>
    public static string? LinkOf(string id) => LinkOf(s_repository, id);

    public static string? LinkOf(string? repository, string id) =>
        string.IsNullOrEmpty(repository) ? null : $"{repository!.TrimEnd('/')}/blob/main/docs/diagnostics.md#{id.ToLowerInvariant()}";
}
