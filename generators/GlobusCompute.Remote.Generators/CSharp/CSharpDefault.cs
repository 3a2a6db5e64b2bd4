using System.Globalization;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GlobusCompute.Remote.Generators.CSharp;

/// <summary>Python's default values as C# can have them.</summary>
internal static class CSharpDefault
{
    private const double LargestExact = 1L << 53;

    /// <summary>The literal for a C# type, or null where there is none.</summary>
    /// <param name="python">The default as Python writes it.</param>
    /// <param name="type">The parameter's C# type.</param>
    public static string? Write(string python, string type)
    {
        if (python == "None")
        {
            return type.EndsWith("?", StringComparison.Ordinal) ? "null" : null;
        }

        var bare = type.TrimEnd('?');
        return bare switch
        {
            "bool" => python switch { "True" => "true", "False" => "false", _ => null },
            "string" => PythonLiteral.ReadString(python) is { } text ? SymbolDisplay.FormatLiteral(text, quote: true) : null,
            "long" => PythonLiteral.ReadNumber(python) is { } number && Math.Floor(number) == number && Math.Abs(number) < LargestExact
                ? ((long)number).ToString(CultureInfo.InvariantCulture)
                : null,
            "double" => PythonLiteral.ReadNumber(python) is { } number && !double.IsInfinity(number) ? number.ToString("R", CultureInfo.InvariantCulture) : null,
            _ => null,
        };
    }

    /// <summary>The literal for a parameter of a type that is declared already, or null where there is none.</summary>
    public static string? Write(string python, ITypeSymbol type)
    {
        var underlying = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        var mark = SymbolEqualityComparer.Default.Equals(type, underlying) && type.NullableAnnotation != NullableAnnotation.Annotated ? "" : "?";
        return underlying.SpecialType switch
        {
            SpecialType.System_Boolean => Write(python, "bool" + mark),
            SpecialType.System_String => Write(python, "string" + mark),
            SpecialType.System_Double => Write(python, "double" + mark),
            SpecialType.System_Single => WithSuffix("f"),
            SpecialType.System_Decimal => WithSuffix("m"),
            SpecialType.System_Int64 => Write(python, "long" + mark),
            SpecialType.System_Int32 when PythonLiteral.ReadNumber(python) is not (< int.MinValue or > int.MaxValue) => Write(python, "long" + mark),
            _ => python == "None" && mark.Length > 0 ? "null" : null,
        };

        string? WithSuffix(string suffix) => Write(python, "double" + mark) is { } literal ? (literal == "null" ? literal : literal + suffix) : null;
    }

    /// <summary>The type that a default of a parameter without annotation has, or null.</summary>
    public static string? TypeOf(string? python) => python switch
    {
        null => null,
        "True" or "False" => "bool",
        _ when PythonLiteral.ReadString(python) is not null => "string",
        _ when PythonLiteral.ReadNumber(python) is { } number =>
            Math.Floor(number) == number && Math.Abs(number) < LargestExact && python.IndexOfAny(['.', 'e', 'E']) < 0 ? "long" : "double",
        _ => null,
    };
}
