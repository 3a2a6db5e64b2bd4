namespace GlobusCompute.Remote.Generators.Tests.Python;

/// <summary>The Python files of this machine: the standard library and what is installed beside it.</summary>
internal static class StandardLibrary
{
    private static readonly string[] s_roots = [.. Directory.Exists("/usr/lib") ? Directory.GetDirectories("/usr/lib", "python3*") : [], "/usr/local/lib/python3"];

    /// <summary>The paths of all files.</summary>
    public static IEnumerable<string> Files =>
        s_roots.Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateFiles(root, "*.py", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal);
}
