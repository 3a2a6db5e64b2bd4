using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>Words for a Python value that does not fit a type.</summary>
internal static class PythonMisfit
{
    private const int ClipLength = 60;

    public static ShapeException Of(PythonValue value, string wanted, string hint = "") =>
        new($"Found {Found(value)} where {wanted} was expected.{hint}{Advice(value)}");

    public static string Found(PythonValue value) => value switch
    {
        { IsNone: true } => "None",
        PythonInteger => $"the int {Clip(value)}",
        PythonFloat => $"the float {Clip(value)}",
        PythonString => $"the text {Clip(value)}",
        PythonBytes bytes => $"{bytes.TypeName} of length {bytes.Count}",
        PythonSequence sequence => $"a {sequence.TypeName} of {sequence.Raw.Count} items",
        PythonMapping mapping => $"a {mapping.TypeName} of {mapping.Raw.Count} entries",
        PythonArray { WhyUnreadable: { } why } => $"a {value.TypeName} that cannot be read ({why})",
        PythonArray array =>
            $"a numpy array of the type {array.ElementType} and the shape ({string.Join(", ", array.Shape)}{(array.Shape.Count == 1 ? "," : "")})",
        PythonObject => $"an object of the class {value.TypeName}",
        PythonReference reference => $"Python's {reference.FullName}",
        _ => $"the {value.TypeName} {Clip(value)}",
    };

    private static string Advice(PythonValue value) => value is PythonObject
        ? $" The class {value.TypeName} is not known here: declare the result as PythonObject to read it as data, add a converter for the class, "
            + "or have the function return plain values."
        : "";

    private static string Clip(PythonValue value)
    {
        var text = value.ToString();
        return text.Length <= ClipLength ? text : text[..ClipLength] + "…";
    }
}
