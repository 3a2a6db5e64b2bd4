using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GlobusCompute.Remote.Generators.Tests.Harness;

/// <summary>What the SDK writes into the compiler's editor config, for the files of a test project.</summary>
internal sealed class TestOptionsProvider(bool hasDefaultItems = false) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new()
    {
        ["build_property.ProjectDir"] = Compiled.ProjectDirectory,
        ["build_property.EnablePythonFunctionDefaultItems"] = hasDefaultItems ? "true" : "false",
    });

    /// <summary>The options of a project that has the files.</summary>
    public static TestOptionsProvider For(IEnumerable<AdditionalText> files) => new(files.OfType<TestFile>().Any(file => file.IsCandidate));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
    {
        var file = (TestFile)textFile;
        var values = new Dictionary<string, string>();
        if (file.ItemType is not null)
        {
            values["build_metadata.AdditionalFiles.SourceItemType"] = file.ItemType;
        }

        if (file.Identity is not null)
        {
            values["build_metadata.AdditionalFiles.PythonFunctionPath"] = file.Identity;
        }

        return new Options(values);
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
