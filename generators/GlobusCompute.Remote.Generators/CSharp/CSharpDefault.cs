using System.Globalization;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.CSharp;

/// <summary>Python's default values as C# can have them.</summary>
internal static class CSharpDefault
{
    private const long LargestExact = 1L << 53;
    private const long LargestExactSingle = 1L << 24;

    /// <summary>The types that annotations and defaults without annotations become, as C# writes them.</summary>
    private static readonly Dictionary<string, SpecialType> s_keywords = new(StringComparer.Ordinal)
    {
        ["bool"] = SpecialType.System_Boolean,
        ["string"] = SpecialType.System_String,
        ["long"] = SpecialType.System_Int64,
        ["double"] = SpecialType.System_Double,
    };

    /// <summary>The literal for a type that is to be written, or null where there is none.</summary>
    /// <param name="python">The default as Python writes it.</param>
    /// <param name="type">The parameter's type as C# writes it.</param>
    public static string? Write(string python, string type)
    {
        var bare = type.TrimEnd('?');
        return Write(python, s_keywords.TryGetValue(bare, out var known) ? known : SpecialType.None, isNullable: bare.Length < type.Length);
    }

    /// <summary>The literal for a parameter of a type that is declared already, or null where there is none.</summary>
    public static string? Write(string python, ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] }
            ? Write(python, value.SpecialType, isNullable: true)
            : Write(python, type.SpecialType, type.NullableAnnotation == NullableAnnotation.Annotated);

    /// <summary>The type that a default of a parameter without annotation has, or <see cref="SpecialType.None"/>.</summary>
    public static SpecialType TypeOf(string? python) => PythonConstant.Read(python) switch
    {
        { Kind: PythonConstantKind.Bool } => SpecialType.System_Boolean,
        { Kind: PythonConstantKind.String } => SpecialType.System_String,
        { Kind: PythonConstantKind.Integer, Integer: >= long.MinValue and <= long.MaxValue } => SpecialType.System_Int64,
        { Kind: PythonConstantKind.Float } => SpecialType.System_Double,
        _ => SpecialType.None,
    };

    /// <summary>The keyword of one of the types that <see cref="TypeOf"/> gives, or null.</summary>
    public static string? Keyword(SpecialType type) => s_keywords.FirstOrDefault(pair => pair.Value == type).Key;

    private static string? Write(string python, SpecialType type, bool isNullable) => PythonConstant.Read(python) switch
    {
        { Kind: PythonConstantKind.None } => isNullable ? "null" : null,
        { Kind: PythonConstantKind.Bool, Integer: var value } when type == SpecialType.System_Boolean => value == 1 ? "true" : "false",
        { Kind: PythonConstantKind.String, Text: var text } when type == SpecialType.System_String => CSharpLiteral.Of(text),
        { Kind: PythonConstantKind.Integer, Integer: var value } => Integer(value, type),
        { Kind: PythonConstantKind.Float } constant => Real(constant, type),
        _ => null,
    };

    private static string? Integer(decimal value, SpecialType type)
    {
        var (least, most, suffix) = type switch
        {
            SpecialType.System_Int64 => (long.MinValue, long.MaxValue, ""),
            SpecialType.System_Int32 => (int.MinValue, int.MaxValue, ""),
            SpecialType.System_Double => (-LargestExact, LargestExact, ""),
            SpecialType.System_Single => (-LargestExactSingle, LargestExactSingle, "f"),
            SpecialType.System_Decimal => (long.MinValue, long.MaxValue, "m"),
            _ => (1, 0, ""),
        };
        return value >= least && value <= most ? ((long)value).ToString(CultureInfo.InvariantCulture) + suffix : null;
    }

    /// <summary>The digits as Python has them: the compiler reads them as Python does, and shorter ones may be another number.</summary>
    private static string? Real(PythonConstant constant, SpecialType type)
    {
        // Zero has a sign as well, which only its bits tell.
        var sign = BitConverter.DoubleToInt64Bits(constant.Real) < 0 ? "-" : "";
        return type switch
        {
            SpecialType.System_Double => sign + constant.Text,
            SpecialType.System_Single when !float.IsInfinity((float)constant.Real) => sign + constant.Text + "f",
            SpecialType.System_Decimal when decimal.TryParse(constant.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) =>
                sign + constant.Text + "m",
            _ => null,
        };
    }
}
