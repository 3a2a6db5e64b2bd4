using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace GlobusCompute.Remote.Generators.Tests.Python.Syntax;

/// <summary>The cases in <c>SyntaxCorpus</c>: texts of which the first line, or the first of the file, says what is expected.</summary>
internal static partial class SyntaxCases
{
    private static readonly string s_directory = Path.Combine(
        typeof(SyntaxCases).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!,
        "SyntaxCorpus");

    /// <summary>The files of a folder.</summary>
    public static TheoryData<string> Files(string folder) =>
        [.. Directory.GetFiles(Path.Combine(s_directory, folder), "*.py").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    /// <summary>The texts of a file that some version of Python accepts, and the first that does.</summary>
    public static (Version Since, string[] Texts) Valid(string file)
    {
        var (first, others) = SplitOff(Read("valid", file));
        return (Version.Parse(first["# since ".Length..]), Separator().Split(others));
    }

    /// <summary>The texts of a file that no version accepts, with the line of the error and a part of its message.</summary>
    public static IEnumerable<(string Text, int Line, string Message)> Invalid(string file)
    {
        foreach (var text in Separator().Split(Read("invalid", file)))
        {
            var (first, others) = SplitOff(text);
            var colon = first.IndexOf(':', StringComparison.Ordinal);
            yield return (others, int.Parse(first[2..colon], CultureInfo.InvariantCulture), first[(colon + 1)..].Trim());
        }
    }

    private static string Read(string folder, string file) => File.ReadAllText(Path.Combine(s_directory, folder, file)).ReplaceLineEndings("\n");

    private static (string First, string Others) SplitOff(string text) => text.IndexOf('\n', StringComparison.Ordinal) is var end ? (text[..end], text[(end + 1)..]) : default;

    [GeneratedRegex("^# ---\n", RegexOptions.Multiline)]
    private static partial Regex Separator();
}
