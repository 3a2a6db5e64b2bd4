using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Testing;

namespace GlobusCompute.Remote.Generators.Tests.Harness;

/// <summary>Compares generated code with <c>Class.Method.verified.cs</c> beside the tests; a difference leaves a <c>.received.cs</c>.</summary>
internal static partial class Snapshot
{
    private static readonly string s_directory = Path.Combine(
        typeof(Snapshot).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!,
        "Snapshots");

    /// <summary>Compares, after making sure that the code compiles without a warning and that nothing was reported.</summary>
    public static void Verify(Compiled compiled, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        Assert.Empty(compiled.CompilerProblems);
        Assert.Empty(compiled.Reported);
        VerifyText(compiled, file, method);
    }

    /// <summary>Compares the code of an interface with problems; it must compile all the same.</summary>
    public static void VerifyBroken(Compiled compiled, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        Assert.Empty(compiled.CompilerProblems);
        Assert.NotEmpty(compiled.Reported);
        VerifyText(compiled, file, method);
    }

    private static void VerifyText(Compiled compiled, string file, string method)
    {
        var received = string.Join("\n", compiled.Run.Results.Single().GeneratedSources
            .OrderBy(source => source.HintName, StringComparer.Ordinal)
            .Select(source => $"//HintName: {source.HintName}\n{source.SourceText}"));
        received = VersionPattern().Replace(received, "$1VERSION$2");
        var name = $"{Path.GetFileNameWithoutExtension(file.Replace('\\', '/').Split('/')[^1])}.{method}";
        VerifiedText.AssertAccepted($"What was generated for {name}", Path.Combine(s_directory, $"{name}.verified.cs"), received);
    }

    [GeneratedRegex("""(GeneratedCode\("GlobusCompute\.Remote\.Generators", ")[^"]*(")""")]
    private static partial Regex VersionPattern();
}
