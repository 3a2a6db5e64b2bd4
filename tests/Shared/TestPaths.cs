namespace GlobusCompute.Remote.Testing;

/// <summary>Folders of the repository that tests read.</summary>
internal static class TestPaths
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The golden vectors.</summary>
    public static string Vectors { get; } = Path.Combine(Root, "tests", "vectors");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GlobusCompute.Remote.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds GlobusCompute.Remote.sln.");
    }
}
