using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GlobusCompute.Remote.Compatibility.Tests.Inputs;

/// <summary>What a build tells the generator of a project and its files.</summary>
/// <param name="folder">The project's folder.</param>
internal sealed class InputOptions(string folder) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new() { ["build_property.ProjectDir"] = folder + Path.DirectorySeparatorChar });

    /// <summary>The item type under which projects list a file for the generator, or null for one that they do not.</summary>
    public static string? ItemTypeOf(string path) => Path.GetExtension(path) switch
    {
        ".py" => "PythonFunction",
        ".json" => "GlobusComputeLock",
        _ => null,
    };

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(new()
    {
        ["build_metadata.AdditionalFiles.SourceItemType"] = ItemTypeOf(textFile.Path)!,
        ["build_metadata.AdditionalFiles.PythonFunctionPath"] = textFile.Path,
    });

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
