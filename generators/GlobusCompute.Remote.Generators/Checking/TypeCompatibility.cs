using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>
/// Says which .NET types go with which annotations. It answers no only where no value could be right; doubt is a yes. The table in
/// docs/contract.md is the same.
/// </summary>
internal sealed class TypeCompatibility(PythonModule module)
{
    /// <summary>Whether arguments of a .NET type can be what an annotation asks for. Null is not looked at.</summary>
    public bool Accepts(PythonType annotation, WireShape argument)
    {
        if (argument.Kind == WireKind.Unknown)
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
            PythonTypeKind.Str => argument.Kind == WireKind.Str,
            PythonTypeKind.Bytes => argument.Kind == WireKind.Bytes,
            PythonTypeKind.DateTime => argument.Kind == WireKind.DateTime,
            PythonTypeKind.Date => argument.Kind is WireKind.Date or WireKind.DateTime,
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

    /// <summary>Whether a .NET type can hold results of an annotation. <c>None</c> is not looked at.</summary>
    public bool Yields(PythonType annotation, WireShape result)
    {
        if (result.Kind == WireKind.Unknown)
        {
            return true;
        }

        return annotation.Kind switch
        {
            PythonTypeKind.Unknown or PythonTypeKind.Any => true,
            PythonTypeKind.None => result.MayBeNull,
            PythonTypeKind.Union => annotation.Arguments.Any(member => member.Kind != PythonTypeKind.None && Yields(member, result)),
            PythonTypeKind.Literal => annotation.Arguments.Any(value => YieldsLike(value.Name, result)),
            PythonTypeKind.Bool => result.Kind == WireKind.Bool,
            PythonTypeKind.Int => result.Kind is WireKind.Int or WireKind.Float or WireKind.Decimal,
            PythonTypeKind.Float or PythonTypeKind.Decimal => result.Kind is WireKind.Float or WireKind.Decimal || IsText(result, annotation),
            PythonTypeKind.Complex => false,

            // Much travels as text.
            PythonTypeKind.Str => result.Kind
                is WireKind.Str or WireKind.Uuid or WireKind.DateTime or WireKind.Date or WireKind.Time or WireKind.Bytes or WireKind.Decimal,
            PythonTypeKind.Bytes => result.Kind == WireKind.Bytes,
            PythonTypeKind.DateTime => result.Kind is WireKind.DateTime or WireKind.Str,
            PythonTypeKind.Date => result.Kind is WireKind.Date or WireKind.DateTime or WireKind.Str,
            PythonTypeKind.Time => result.Kind is WireKind.Time or WireKind.Str,
            PythonTypeKind.TimeDelta => result.Kind is WireKind.Str or WireKind.Float,
            PythonTypeKind.Uuid => result.Kind is WireKind.Uuid or WireKind.Str,
            PythonTypeKind.Tuple => YieldsTuple(annotation, result),
            PythonTypeKind.List or PythonTypeKind.Set or PythonTypeKind.VariadicTuple => IsSequence(result) && YieldsElements(annotation, result),
            PythonTypeKind.Sequence or PythonTypeKind.Iterable =>
                result.Kind is WireKind.Dict or WireKind.Object || IsRun(annotation, result) || (IsSequence(result) && YieldsElements(annotation, result)),
            PythonTypeKind.Dict => result.Kind == WireKind.Object || (result.Kind == WireKind.Dict && YieldsEntries(annotation, result)),
            PythonTypeKind.Array => YieldsArray(annotation, result),
            PythonTypeKind.Class => YieldsClass(annotation, result),
            _ => true,
        };
    }

    private static bool IsText(WireShape result, PythonType annotation) =>
        annotation.Kind == PythonTypeKind.Decimal && result.Kind is WireKind.Str or WireKind.Int;

    /// <summary>Whether a text is meant as its characters, or bytes as their numbers.</summary>
    private static bool IsRun(PythonType annotation, WireShape shape) =>
        annotation.Arguments.Count == 1
            ? (shape.Kind == WireKind.Str && annotation.Arguments[0].Kind is PythonTypeKind.Str or PythonTypeKind.Any or PythonTypeKind.Unknown)
                || (shape.Kind == WireKind.Bytes && annotation.Arguments[0].Kind is PythonTypeKind.Int or PythonTypeKind.Any or PythonTypeKind.Unknown)
            : shape.Kind is WireKind.Str or WireKind.Bytes;

    private static bool IsSequence(WireShape shape) => shape.Kind is WireKind.List or WireKind.Set or WireKind.Tuple;

    /// <summary>Whether a value as Python writes it can be an argument of a .NET type.</summary>
    private static bool AcceptsLike(string literal, WireShape argument) => literal switch
    {
        "True" or "False" => argument.Kind == WireKind.Bool,
        "None" => false,
        _ when IsQuoted(literal, "b") => argument.Kind == WireKind.Bytes,
        _ when IsQuoted(literal, "") => argument.Kind == WireKind.Str,
        _ when PythonLiteral.ReadNumber(literal) is not null => argument.Kind is WireKind.Int or WireKind.Bool or WireKind.Decimal,
        _ => true,
    };

    private static bool YieldsLike(string literal, WireShape result) => literal switch
    {
        "True" or "False" => result.Kind == WireKind.Bool,
        "None" => false,
        _ when IsQuoted(literal, "b") => result.Kind == WireKind.Bytes,
        _ when IsQuoted(literal, "") => result.Kind is not (WireKind.Bool or WireKind.Int or WireKind.Float or WireKind.List or WireKind.Set or WireKind.Tuple
            or WireKind.Dict or WireKind.Object),
        _ when PythonLiteral.ReadNumber(literal) is not null => result.Kind is WireKind.Int or WireKind.Float or WireKind.Decimal,
        _ => true,
    };

    private static bool IsQuoted(string literal, string prefix) =>
        literal.Length > prefix.Length
        && literal.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        && literal[prefix.Length] is '"' or '\'';

    private bool AcceptsElements(PythonType annotation, WireShape argument) =>
        annotation.Arguments.Count != 1 || argument.Elements.All(element => Accepts(annotation.Arguments[0], element));

    private bool YieldsElements(PythonType annotation, WireShape result) =>
        annotation.Arguments.Count != 1 || result.Elements.All(element => Yields(annotation.Arguments[0], element));

    private bool AcceptsTuple(PythonType annotation, WireShape argument) => argument.Kind switch
    {
        WireKind.Tuple => annotation.Arguments.Count == argument.Elements.Count
            && annotation.Arguments.Zip(argument.Elements, Accepts).All(accepted => accepted),
        WireKind.List => annotation.Arguments.All(element => Accepts(element, argument.Element)),
        _ => false,
    };

    private bool YieldsTuple(PythonType annotation, WireShape result) => result.Kind switch
    {
        WireKind.Tuple => annotation.Arguments.Count == result.Elements.Count
            && annotation.Arguments.Zip(result.Elements, Yields).All(yielded => yielded),
        WireKind.List or WireKind.Set => annotation.Arguments.All(element => Yields(element, result.Element)),
        WireKind.Object => true,
        _ => false,
    };

    // Keys of JSON objects are text, and are read as numbers where those are asked for.
    private bool AcceptsEntries(PythonType annotation, WireShape argument) =>
        annotation.Arguments.Count != 2 || Accepts(annotation.Arguments[1], argument.Elements[1]);

    private bool YieldsEntries(PythonType annotation, WireShape result) =>
        annotation.Arguments.Count != 2 || Yields(annotation.Arguments[1], result.Elements[1]);

    /// <summary>Lists of any depth become arrays, and so do numbers, where the function makes them so.</summary>
    private bool AcceptsArray(PythonType annotation, WireShape argument)
    {
        var leaf = Leaf(argument);
        return argument.Kind == WireKind.Bytes
            || leaf.Kind is WireKind.Unknown or WireKind.Tuple
            || (leaf.Kind is not (WireKind.Dict or WireKind.Object or WireKind.Set)
                && (argument.Kind == WireKind.List || IsNumber(argument))
                && (annotation.Arguments.Count != 1 || Accepts(annotation.Arguments[0], leaf)));
    }

    private bool YieldsArray(PythonType annotation, WireShape result)
    {
        var leaf = Leaf(result);
        return result.Kind == WireKind.Bytes
            || leaf.Kind is WireKind.Unknown or WireKind.Tuple
            || (leaf.Kind is not (WireKind.Dict or WireKind.Object)
                && (IsSequence(result) || IsNumber(result))
                && (annotation.Arguments.Count != 1 || Yields(annotation.Arguments[0], leaf)));
    }

    private static bool IsNumber(WireShape shape) => shape.Kind is WireKind.Bool or WireKind.Int or WireKind.Float or WireKind.Decimal;

    private static WireShape Leaf(WireShape shape)
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

    private bool YieldsClass(PythonType annotation, WireShape result) => module.FindClass(annotation.Name)?.Kind switch
    {
        PythonClassKind.TypedDict or PythonClassKind.Dataclass => result.Kind is WireKind.Object or WireKind.Dict,
        PythonClassKind.NamedTuple => result.Kind is WireKind.Tuple or WireKind.List or WireKind.Object or WireKind.Dict,
        PythonClassKind.Enum => result.Kind is not (WireKind.List or WireKind.Set or WireKind.Dict or WireKind.Object),
        _ => true,
    };
}
