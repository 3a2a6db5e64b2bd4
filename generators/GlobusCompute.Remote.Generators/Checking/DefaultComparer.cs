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
        if (!parameter.HasExplicitDefaultValue || parameter.Type.TypeKind == TypeKind.Enum || PythonConstant.Read(pythonDefault) is not { } python)
        {
            return false;
        }

        return parameter.ExplicitDefaultValue switch
        {
            // For a struct, null stands for its default value.
            null => MayBeNull(parameter.Type) && python.Kind != PythonConstantKind.None,
            bool value => python.Kind == PythonConstantKind.Bool && (python.Integer == 1) != value,
            string value => python.Kind == PythonConstantKind.String && python.Text != value,
            char value => python.Kind == PythonConstantKind.String && python.Text != value.ToString(),
            IConvertible value => python.Kind is PythonConstantKind.Integer or PythonConstantKind.Float && !IsSame(value, python),
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

    private static bool IsSame(IConvertible value, PythonConstant python) => (value, python.Kind) switch
    {
        (float or double, PythonConstantKind.Integer) => Number(value) == (double)python.Integer,
        (_, PythonConstantKind.Integer) => value.ToDecimal(CultureInfo.InvariantCulture) == python.Integer,
        _ => Number(value) == python.Real,
    };

    private static double Number(IConvertible value) =>
        value is float single
            ? double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : value.ToDouble(CultureInfo.InvariantCulture);

    private static bool MayBeNull(ITypeSymbol type) => type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
