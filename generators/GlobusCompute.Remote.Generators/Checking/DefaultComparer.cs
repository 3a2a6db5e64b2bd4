using System.Globalization;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>Compares a C# default with a Python one. Only literals on both sides say something certain.</summary>
internal static class DefaultComparer
{
    /// <summary>Whether both defaults are known and differ.</summary>
    public static bool Differ(IParameterSymbol parameter, string pythonDefault)
    {
        if (!parameter.HasExplicitDefaultValue || parameter.Type.TypeKind == TypeKind.Enum)
        {
            return false;
        }

        return parameter.ExplicitDefaultValue switch
        {
            // For a struct, null stands for its default value.
            null => MayBeNull(parameter.Type) && IsLiteral(pythonDefault) && pythonDefault != "None",
            bool value => pythonDefault is "True" or "False" && pythonDefault != (value ? "True" : "False"),
            string value => PythonLiteral.ReadString(pythonDefault) is { } text && text != value,
            char value => PythonLiteral.ReadString(pythonDefault) is { } text && text != value.ToString(),
            IConvertible value => PythonLiteral.ReadNumber(pythonDefault) is { } number && !number.Equals(Number(value)),
            _ => false,
        };
    }

    /// <summary>The C# default as C# writes it.</summary>
    public static string Write(IParameterSymbol parameter) => parameter.ExplicitDefaultValue switch
    {
        null => "null",
        bool value => value ? "true" : "false",
        string value => "\"" + value + "\"",
        char value => "'" + value + "'",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static double Number(IConvertible value) =>
        value is float single
            ? double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : value.ToDouble(CultureInfo.InvariantCulture);

    private static bool MayBeNull(ITypeSymbol type) => type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool IsLiteral(string text) =>
        text is "True" or "False" || PythonLiteral.ReadNumber(text) is not null || PythonLiteral.ReadString(text) is not null;
}
