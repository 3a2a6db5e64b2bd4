using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>The formats in which arguments and results of generated methods travel: that of the interface, then those of packages.</summary>
internal sealed class ModuleFormats(EquatableArray<ModuleFormat> formats)
{
    /// <summary>Annotations of pandas, with the package whose format has values for them.</summary>
    private static readonly string[] s_pandas = ["pandas.DataFrame", "pandas.Series", "pd.DataFrame", "pd.Series"];

    /// <summary>The C# type that a format has for an annotation, or null.</summary>
    public ModuleType? TypeOf(PythonType annotation) => formats
        .SelectMany(format => format.Annotated)
        .Where(type => Means(annotation, type.Annotation))
        .Select(type => new ModuleType(type.IsValueType ? ModuleTypeKind.Value : ModuleTypeKind.Reference, type.Name))
        .FirstOrDefault();

    /// <summary>Whether a part of a type is that of a format's annotation.</summary>
    public bool Holds(ModuleType type) => formats.Any(format => format.Annotated.Any(one => one.Name == type.Name)) || type.Arguments.Any(Holds);

    /// <summary>The format in which values of a type travel, or null.</summary>
    public FormatModel? For(ModuleType type) => formats.Select(format => format.For(type)).FirstOrDefault(format => format is not null);

    /// <summary>What keeps a value with an annotation of pandas from being sent, as a message ends; null where nothing does.</summary>
    /// <param name="annotation">The annotation.</param>
    /// <param name="type">The C# type that it got.</param>
    public string? Obstacle(PythonType? annotation, ModuleType? type)
    {
        if (annotation is null || (type is not null && For(type) is not null) || !Mentions(annotation))
        {
            return null;
        }

        return formats.Any(format => format.Annotated.Any(one => s_pandas.Contains(one.Annotation)))
            ? "data frames and series are sent alone, as T | None, in a list, or in a dict with str for keys; declare the method yourself"
            : "add a reference to the package GlobusCompute.Remote.DataFrames, which sends data frames and series";
    }

    private static bool Mentions(PythonType annotation) =>
        s_pandas.Any(name => Means(annotation, name)) || annotation.Arguments.Any(Mentions);

    /// <summary>Whether an annotation is of a name: the one that it stands for by the imports of the file, or else as it is written.</summary>
    private static bool Means(PythonType annotation, string name) =>
        annotation is { Kind: PythonTypeKind.Unknown, Name: { Length: > 0 } full } ? full == name
        : annotation.Kind != PythonTypeKind.Union && annotation.Text.Trim('"', '\'').Split('[')[0].Trim() == name;
}
