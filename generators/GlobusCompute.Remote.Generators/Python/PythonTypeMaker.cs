using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Makes types of the parts that were read.</summary>
internal static class PythonTypeMaker
{
    /// <summary>A type with what stands in its square brackets.</summary>
    public static PythonType Generic(string name, PythonTypeKind kind, List<PythonType> arguments, bool isVariadic, string text)
    {
        if (PythonTypeNames.IsOptional(name))
        {
            arguments.Add(new(PythonTypeKind.None, "None", "", default));
            return Union(arguments, text);
        }

        PythonType type = kind switch
        {
            PythonTypeKind.Union => Union(arguments, text),
            PythonTypeKind.Iterator or PythonTypeKind.AsyncIterator => new(kind, text, "", arguments.Take(1).ToEquatableArray()),
            PythonTypeKind.Tuple when isVariadic => new(PythonTypeKind.VariadicTuple, text, "", arguments.Take(1).ToEquatableArray()),
            PythonTypeKind.Array => Array(arguments, text),
            PythonTypeKind.Set or PythonTypeKind.List or PythonTypeKind.Sequence or PythonTypeKind.Iterable when arguments.Count != 1 =>
                new(kind, text, "", default),
            PythonTypeKind.Dict when arguments.Count == 1 && PythonTypeNames.ExactOf(name) == "Counter" =>
                new(kind, text, "", EquatableArray.Of(arguments[0], new PythonType(PythonTypeKind.Int, "int", "", default))),
            PythonTypeKind.Dict when arguments.Count != 2 => new(kind, text, "", default),
            _ => new(kind, text, "", arguments.ToEquatableArray()),
        };
        return type.Kind == kind ? type with { Exact = PythonTypeNames.ExactOf(name) } : type;
    }

    /// <summary>
    /// <c>NDArray[T]</c> names its elements, and so does <c>ndarray[shape, dtype[T]]</c>. Where any dtype or several ones of numbers are named, none is meant.
    /// </summary>
    private static PythonType Array(List<PythonType> arguments, string text) =>
        arguments is [.., var last]
        && (IsNumber(last)
            || last.Kind is PythonTypeKind.Str or PythonTypeKind.Bytes
            || (last.Kind == PythonTypeKind.Union && !last.Arguments.All(IsNumber))
            || (last.Kind == PythonTypeKind.Unknown && last.Name.StartsWith("numpy.", StringComparison.Ordinal) && last.Name != "numpy.generic"))
            ? new(PythonTypeKind.Array, text, "", EquatableArray.Of(last))
            : new(PythonTypeKind.Array, text, "", default);

    private static bool IsNumber(PythonType type) =>
        type.Kind is PythonTypeKind.Bool or PythonTypeKind.Int or PythonTypeKind.Float or PythonTypeKind.Complex
        || (type.IsNumPyScalar && type.Kind is not PythonTypeKind.Str);

    /// <summary>A union without unions in it and without doubles; of one type, that type.</summary>
    public static PythonType Union(IEnumerable<PythonType> members, string text)
    {
        var flat = members
            .SelectMany(member => member.Kind == PythonTypeKind.Union ? member.Arguments : (IEnumerable<PythonType>)[member])
            .Distinct()
            .ToEquatableArray();
        return flat.Count == 1 ? flat[0] with { Text = text } : new(PythonTypeKind.Union, text, "", flat);
    }
}
