using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Generators.Python.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Binding;

/// <summary>Recognises and reads the project's <c>PythonFunction</c> items among its additional files.</summary>
internal static class PythonFileReader
{
    private const string ItemType = "PythonFunction";
    private const string ItemTypeKey = "build_metadata.AdditionalFiles.SourceItemType";
    private const string PathKey = "build_metadata.AdditionalFiles.PythonFunctionPath";
    private const string DefaultItemsKey = "build_property.EnablePythonFunctionDefaultItems";
    private const string ProjectDirectoryKey = "build_property.ProjectDir";

    /// <summary>The file's path relative to the project, or null when it is no <c>PythonFunction</c> item.</summary>
    public static string? RelativePath(AdditionalText file, AnalyzerConfigOptionsProvider provider)
    {
        var options = provider.GetOptions(file);
        if (!options.TryGetValue(ItemTypeKey, out var type) || type != ItemType)
        {
            return null;
        }

        // The item as the project wrote it: unlike the two absolute paths, it needs no comparison of directories.
        if (options.TryGetValue(PathKey, out var path) && path.Length > 0 && !IsRooted(path))
        {
            return PythonFilePath.Normalise(path);
        }

        return PathFrom(file, provider);
    }

    /// <summary>The path relative to the project of a Python file that is not an item but may be named by an attribute, or null.</summary>
    public static string? CandidatePath(AdditionalText file, AnalyzerConfigOptionsProvider provider) =>
        file.Path.EndsWith(".py", StringComparison.Ordinal)
            && provider.GlobalOptions.TryGetValue(DefaultItemsKey, out var enabled)
            && string.Equals(enabled, "true", StringComparison.OrdinalIgnoreCase)
            && (!provider.GetOptions(file).TryGetValue(ItemTypeKey, out var type) || type.Length == 0)
            ? PathFrom(file, provider)
            : null;

    /// <summary>The path of any file as seen from the project.</summary>
    public static string PathFrom(AdditionalText file, AnalyzerConfigOptionsProvider provider) =>
        provider.GlobalOptions.TryGetValue(ProjectDirectoryKey, out var directory) && directory.Length > 0
            ? PythonFilePath.Relative(file.Path, directory)
            : PythonFilePath.Normalise(file.Path);

    /// <summary>Reads the names that a text binds, and whether it can be read.</summary>
    public static PythonModule ReadModule(SourceText? text, CancellationToken cancellationToken = default) =>
        text?.Length > PythonSource.MaximumLength ? PythonSource.TooLong : PythonSource.Read(text?.ToString() ?? "", cancellationToken);

    private static bool IsRooted(string path) => path[0] is '/' or '\\' || (path.Length > 1 && path[1] == ':');
}
