using System.Globalization;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GlobusCompute.Remote.Generators.CSharp;

/// <summary>Python's default values as C# can have them.</summary>
internal static class CSharpDefault
{
    private const double LargestExact = 1L << 53;

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
    public static SpecialType TypeOf(string? python) => python switch
    {
        null => SpecialType.None,
        "True" or "False" => SpecialType.System_Boolean,
        _ when PythonLiteral.ReadString(python) is not null => SpecialType.System_String,
        _ when PythonLiteral.ReadNumber(python) is { } number =>
            IsExact(number) && python.IndexOfAny(['.', 'e', 'E']) < 0 ? SpecialType.System_Int64 : SpecialType.System_Double,
        _ => SpecialType.None,
    };

    /// <summary>The keyword of one of the types that <see cref="TypeOf"/> gives, or null.</summary>
    public static string? Keyword(SpecialType type) => s_keywords.FirstOrDefault(pair => pair.Value == type).Key;

    private static string? Write(string python, SpecialType type, bool isNullable)
    {
        if (python == "None")
        {
            return isNullable ? "null" : null;
        }

        return type switch
        {
            SpecialType.System_Boolean => python switch { "True" => "true", "False" => "false", _ => null },
            SpecialType.System_String => PythonLiteral.ReadString(python) is { } text ? SymbolDisplay.FormatLiteral(text, quote: true) : null,
            SpecialType.System_Int64 => Integer(python, -LargestExact, LargestExact),
            SpecialType.System_Int32 => Integer(python, int.MinValue, int.MaxValue),
            SpecialType.System_Double => Real(python, ""),
            SpecialType.System_Single => Real(python, "f"),
            SpecialType.System_Decimal => Real(python, "m"),
            _ => null,
        };
    }

    private static string? Integer(string python, double least, double most) =>
        PythonLiteral.ReadNumber(python) is { } number && IsExact(number) && number >= least && number <= most
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : null;

    private static string? Real(string python, string suffix) =>
        PythonLiteral.ReadNumber(python) is { } number && !double.IsInfinity(number) ? number.ToString("R", CultureInfo.InvariantCulture) + suffix : null;

    private static bool IsExact(double number) => Math.Floor(number) == number && Math.Abs(number) < LargestExact;
}
