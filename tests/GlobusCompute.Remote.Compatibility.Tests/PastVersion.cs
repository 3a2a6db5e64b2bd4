using System.Reflection;

namespace GlobusCompute.Remote.Compatibility.Tests;

/// <summary>Interfaces with what the generator wrote for them: those of an earlier version, or today's.</summary>
/// <param name="Name">The version as its folder is named, or <see cref="Current"/>.</param>
internal sealed record PastVersion(string Name)
{
    /// <summary>The name of today's interfaces, for which the generator runs whenever they are compiled.</summary>
    public const string Current = "Current";

    private const string Prefix = "GlobusCompute.Remote.Compatibility.";

    /// <summary>The folder of this test project.</summary>
    public static string ProjectFolder { get; } = Path.Combine(TestPaths.Root, "tests", typeof(PastVersion).Assembly.GetName().Name!);

    /// <summary>The folder that holds a folder for each earlier version.</summary>
    public static string PastFolder { get; } = Path.Combine(ProjectFolder, "Past");

    /// <summary>The names of the earlier versions.</summary>
    public static IReadOnlyList<string> PastNames { get; } =
        [.. Directory.EnumerateFiles(PastFolder, "*.csproj", SearchOption.AllDirectories).Select(project => Path.GetFileNameWithoutExtension(project)).Order(StringComparer.Ordinal)];

    /// <summary>The names of all versions, today's included.</summary>
    public static IReadOnlyList<string> AllNames { get; } = [.. PastNames, Current];

    /// <summary>Its sources.</summary>
    public string Folder => Name == Current ? Path.Combine(ProjectFolder, Current) : Path.Combine(PastFolder, Name);

    /// <summary>What its project compiled to. It lies beside the tests.</summary>
    public Assembly Assembly => Assembly.Load(Prefix + (Name == Current ? Name : $"Past-{Name}"));

    /// <summary>Whether an assembly is that of a version.</summary>
    public static bool IsCompiledTo(string assemblyFile) =>
        Path.GetFileName(assemblyFile) is var file
        && (file.StartsWith($"{Prefix}Past-", StringComparison.Ordinal) || file == $"{Prefix}{Current}.dll");
}
