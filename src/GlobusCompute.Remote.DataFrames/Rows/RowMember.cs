using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.DataFrames.Values;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.DataFrames.Rows;

/// <summary>A member of a type of rows, and the column that it stands for.</summary>
/// <param name="Name">The name in C#.</param>
/// <param name="Given">The name that an attribute gives the column; null where none does.</param>
/// <param name="Element">The type of its values.</param>
/// <param name="Member">The property or field; null for a parameter of the constructor without one.</param>
/// <param name="Parameter">The parameter of the constructor that sets it; null for none.</param>
internal sealed record RowMember(string Name, string? Given, IElement Element, MemberInfo? Member, ParameterInfo? Parameter)
{
    /// <summary>Whether a value of the column has a place.</summary>
    public bool CanSet => Parameter is not null || Member is FieldInfo { IsInitOnly: false } or PropertyInfo { SetMethod.IsPublic: true };

    /// <summary>Whether rows cannot be made without the column.</summary>
    public bool IsRequired => Parameter is { HasDefaultValue: false }
        || (Parameter is null && Member?.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute), inherit: false) == true);

    public string ColumnName(ComputeNaming naming) => Given ?? Named(Name, naming);

    /// <summary>The name that an attribute of a member or parameter gives.</summary>
    public static string? GivenName(ICustomAttributeProvider? member) =>
        member?.GetCustomAttributes(typeof(PythonNameAttribute), inherit: true) is [PythonNameAttribute python, ..] ? python.Name
        : member?.GetCustomAttributes(typeof(JsonPropertyNameAttribute), inherit: true) is [JsonPropertyNameAttribute json, ..] ? json.Name
        : null;

    private static string Named(string name, ComputeNaming naming) => naming switch
    {
        ComputeNaming.SnakeCase => JsonNamingPolicy.SnakeCaseLower.ConvertName(name),
        ComputeNaming.CamelCase => JsonNamingPolicy.CamelCase.ConvertName(name),
        _ => name,
    };
}
