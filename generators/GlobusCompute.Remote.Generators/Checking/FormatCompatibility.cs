using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>
/// Says which annotations a format has values for. It answers no only to annotations that are certainly of something else: types that Python itself has,
/// classes of the file, and other names of a module that the format names.
/// </summary>
internal static class FormatCompatibility
{
    /// <summary>A type as Python sees its values; in a format, it may be anything.</summary>
    public static WireShape ShapeOf(ITypeSymbol type, FormatModel? format)
    {
        var shape = WireShapeReader.Read(type);
        return format is null ? shape : WireShape.Unknown with { MayBeNull = shape.MayBeNull };
    }

    /// <summary>Whether values of the format can be what an annotation says. <c>None</c> is not looked at.</summary>
    public static bool Allows(FormatModel format, PythonType annotation) =>
        format.Annotations.Count == 0
        || (Names(format, annotation) && !format.HoldsMany)
        || annotation.Kind switch
        {
            PythonTypeKind.Any => true,
            PythonTypeKind.Union => annotation.Arguments.Any(member => member.Kind != PythonTypeKind.None && Allows(format, member)),
            PythonTypeKind.Unknown => !IsOfSameModule(format, annotation),
            PythonTypeKind.List or PythonTypeKind.Sequence or PythonTypeKind.Iterable or PythonTypeKind.VariadicTuple or PythonTypeKind.Dict
                or PythonTypeKind.Tuple =>
                (format.Adapter?.IsPerItem != false || format.HoldsMany)
                && (annotation.Arguments.Count == 0 || annotation.Arguments.Any(part => Allows(format with { HoldsMany = false }, part))),
            _ => false,
        };

    private static bool Names(FormatModel format, PythonType annotation)
    {
        var head = Head(annotation.Text);
        return format.Annotations.Any(name => head == name || Last(head) == Last(name));
    }

    private static bool IsOfSameModule(FormatModel format, PythonType annotation)
    {
        var head = Head(annotation.Text);
        var module = Module(head);
        return module.Length > 0 && format.Annotations.Any(name => Module(name) == module);
    }

    private static string Head(string text) => text.Trim('"', '\'').Split('[')[0].Trim();

    private static string Last(string name) => name.Substring(name.LastIndexOf('.') + 1);

    private static string Module(string name) => name.LastIndexOf('.') is > 0 and var end ? name.Substring(0, end) : "";
}
