using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>
/// Says which .NET types can be arguments for which annotations. It answers no only where no value could be right; doubt is a yes. The table in
/// docs/contract.md is the same.
/// </summary>
internal sealed class TypeCompatibility(PythonModule module)
{
    /// <summary>Whether arguments of a .NET type can be what an annotation asks for. Null is not looked at.</summary>
    public bool Accepts(PythonType annotation, WireShape argument)
    {
        if (argument.Kind is WireKind.Unknown or WireKind.Enum or WireKind.Complex or WireKind.TimeSpan)
        {
            return true;
        }

        return annotation.Kind switch
        {
            PythonTypeKind.Unknown or PythonTypeKind.Any or PythonTypeKind.None => true,
            PythonTypeKind.Union => annotation.Arguments.Any(member => member.Kind != PythonTypeKind.None && Accepts(member, argument)),
            PythonTypeKind.Literal => annotation.Arguments.Any(value => AcceptsLike(value.Name, argument)),
            PythonTypeKind.Bool => argument.Kind == WireKind.Bool,
            PythonTypeKind.Int => argument.Kind is WireKind.Int or WireKind.Bool or WireKind.Decimal,
            PythonTypeKind.Float or PythonTypeKind.Complex or PythonTypeKind.Decimal =>
                argument.Kind is WireKind.Float or WireKind.Int or WireKind.Bool or WireKind.Decimal,
            PythonTypeKind.Str => argument.Kind is WireKind.Str or WireKind.FormattedStr,
            PythonTypeKind.Bytes => argument.Kind == WireKind.Bytes,
            PythonTypeKind.DateTime => argument.Kind is WireKind.DateTime or WireKind.DateTimeOffset,
            PythonTypeKind.Date => argument.Kind is WireKind.Date or WireKind.DateTime or WireKind.DateTimeOffset,
            PythonTypeKind.Time => argument.Kind == WireKind.Time,
            PythonTypeKind.TimeDelta => false,
            PythonTypeKind.Uuid => argument.Kind == WireKind.Uuid,
            PythonTypeKind.List => argument.Kind == WireKind.Bytes || (argument.Kind == WireKind.List && AcceptsElements(annotation, argument)),
            PythonTypeKind.Set => argument.Kind == WireKind.Set && AcceptsElements(annotation, argument),
            PythonTypeKind.Tuple => AcceptsTuple(annotation, argument),
            PythonTypeKind.VariadicTuple => argument.Kind is WireKind.Tuple or WireKind.List && AcceptsElements(annotation, argument),
            PythonTypeKind.Sequence => IsRun(annotation, argument)
                || (argument.Kind is WireKind.List or WireKind.Tuple && AcceptsElements(annotation, argument)),
            PythonTypeKind.Iterable => argument.Kind is WireKind.Dict or WireKind.Object
                || IsRun(annotation, argument)
                || (argument.Kind is WireKind.List or WireKind.Tuple or WireKind.Set && AcceptsElements(annotation, argument)),
            PythonTypeKind.Dict => argument.Kind == WireKind.Object || (argument.Kind == WireKind.Dict && AcceptsEntries(annotation, argument)),
            PythonTypeKind.Array => AcceptsArray(annotation, argument),
            PythonTypeKind.Class => AcceptsClass(annotation, argument),
            _ => true,
        };
    }

    /// <summary>Whether a text is meant as its characters, or bytes as their numbers.</summary>
    public static bool IsRun(PythonType annotation, WireShape shape) =>
        annotation.Arguments.Count == 1
            ? (shape.Kind is WireKind.Str or WireKind.FormattedStr
                    && annotation.Arguments[0].Kind is PythonTypeKind.Str or PythonTypeKind.Any or PythonTypeKind.Unknown)
                || (shape.Kind == WireKind.Bytes && annotation.Arguments[0].Kind is PythonTypeKind.Int or PythonTypeKind.Any or PythonTypeKind.Unknown)
            : shape.Kind is WireKind.Str or WireKind.FormattedStr or WireKind.Bytes;

    /// <summary>Whether a value as Python writes it can be an argument of a .NET type.</summary>
    private static bool AcceptsLike(string literal, WireShape argument) => literal switch
    {
        "True" or "False" => argument.Kind == WireKind.Bool,
        "None" => false,
        _ when IsQuoted(literal, "b") => argument.Kind == WireKind.Bytes,
        _ when IsQuoted(literal, "") => argument.Kind is WireKind.Str or WireKind.FormattedStr,
        _ when PythonLiteral.ReadNumber(literal) is not null => argument.Kind is WireKind.Int or WireKind.Bool or WireKind.Decimal,
        _ => true,
    };

    /// <summary>Whether a literal is a text with a prefix.</summary>
    public static bool IsQuoted(string literal, string prefix) =>
        literal.Length > prefix.Length
        && literal.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        && literal[prefix.Length] is '"' or '\'';

    private bool AcceptsElements(PythonType annotation, WireShape argument) =>
        annotation.Arguments.Count != 1 || argument.Elements.All(element => Accepts(annotation.Arguments[0], element));

    private bool AcceptsTuple(PythonType annotation, WireShape argument) => argument.Kind switch
    {
        WireKind.Tuple => annotation.Arguments.Count == argument.Elements.Count
            && annotation.Arguments.Zip(argument.Elements, Accepts).All(accepted => accepted),
        WireKind.List => annotation.Arguments.All(element => Accepts(element, argument.Element)),
        _ => false,
    };

    // Keys of JSON objects are text, and are read as numbers where those are asked for.
    private bool AcceptsEntries(PythonType annotation, WireShape argument) =>
        annotation.Arguments.Count != 2 || Accepts(annotation.Arguments[1], argument.Elements[1]);

    /// <summary>Lists of any depth become arrays, and so do numbers, where the function makes them so.</summary>
    private bool AcceptsArray(PythonType annotation, WireShape argument)
    {
        var leaf = Leaf(argument);
        return argument.Kind == WireKind.Bytes
            || leaf.Kind is WireKind.Unknown or WireKind.Enum or WireKind.Complex or WireKind.TimeSpan or WireKind.Tuple
            || (leaf.Kind is not (WireKind.Dict or WireKind.Object or WireKind.Set)
                && (argument.Kind == WireKind.List || IsNumber(argument))
                && (annotation.Arguments.Count != 1 || Accepts(annotation.Arguments[0], leaf)));
    }

    private static bool IsNumber(WireShape shape) => shape.Kind is WireKind.Bool or WireKind.Int or WireKind.Float or WireKind.Decimal;

    /// <summary>What lists of lists are made of.</summary>
    public static WireShape Leaf(WireShape shape)
    {
        while (shape.Kind is WireKind.List or WireKind.Set)
        {
            shape = shape.Element;
        }

        return shape;
    }

    private bool AcceptsClass(PythonType annotation, WireShape argument) => module.FindClass(annotation.Name)?.Kind switch
    {
        PythonClassKind.TypedDict or PythonClassKind.Dataclass => argument.Kind is WireKind.Object or WireKind.Dict,
        PythonClassKind.NamedTuple => argument.Kind is WireKind.Tuple or WireKind.List or WireKind.Object or WireKind.Dict,
        PythonClassKind.Enum => argument.Kind is not (WireKind.List or WireKind.Set or WireKind.Dict or WireKind.Object),
        _ => true,
    };
}
