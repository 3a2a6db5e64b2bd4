using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.DataFrames.Values;

namespace GlobusCompute.Remote.DataFrames.Rows;

/// <summary>Finds the members of a type of rows, and the constructor that makes one.</summary>
internal static class RowMembers
{
    private const int MostOfATuple = 7;

    /// <summary>Whether the members have no names: those of a value tuple stand for columns by their position.</summary>
    public static bool IsTuple(Type type) => type.IsValueType && typeof(ITuple).IsAssignableFrom(type);

    /// <summary>The constructor that the type marks, or the one without parameters, or the only one; null for a structure without one.</summary>
    public static ConstructorInfo? Constructor([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        var constructors = type.GetConstructors();
        var chosen = constructors.FirstOrDefault(c => c.IsDefined(typeof(JsonConstructorAttribute), inherit: false))
            ?? constructors.FirstOrDefault(c => c.GetParameters().Length == 0)
            ?? (constructors.Length == 1 ? constructors[0] : null);
        return chosen ?? (type.IsValueType ? null : throw new NotSupportedException(
            $"{type.Name} has no public constructor to make rows with: one without parameters, the only one, or one marked with [JsonConstructor]."));
    }

    /// <summary>The members, in their order.</summary>
    /// <exception cref="NotSupportedException">A member is of a type that no column has.</exception>
    public static IReadOnlyList<RowMember> Of([DynamicallyAccessedMembers(PandasRows.Members)] Type type, ConstructorInfo? constructor)
    {
        var parameters = constructor?.GetParameters() ?? [];
        var members = new List<RowMember>();
        if (IsTuple(type))
        {
            return type.GetFields() is { Length: <= MostOfATuple } fields
                ? [.. fields.Zip(parameters, (f, p) => new RowMember(f.Name, null, ElementOf(type, f.Name, f.FieldType), f, p))]
                : throw new NotSupportedException($"a tuple of more than {MostOfATuple} values is not a row. Declare a record.");
        }

        foreach (var member in Candidates(type))
        {
            var parameter = parameters.FirstOrDefault(p => string.Equals(p.Name, member.Name, StringComparison.OrdinalIgnoreCase));
            var valueType = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
            members.Add(new RowMember(
                member.Name, RowMember.GivenName(member) ?? RowMember.GivenName(parameter), ElementOf(type, member.Name, valueType), member, parameter));
        }

        foreach (var parameter in parameters.Where(p => members.All(m => m.Parameter != p)))
        {
            var element = ElementOf(type, parameter.Name!, parameter.ParameterType);
            members.Add(new RowMember(parameter.Name!, RowMember.GivenName(parameter), element, null, parameter));
        }

        return members.Count > 0 ? members : throw new NotSupportedException($"{type.Name} has no public properties or fields that stand for columns.");
    }

    private static IEnumerable<MemberInfo> Candidates(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicFields)] Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0);
        var fields = type.IsValueType || type.GetFields(BindingFlags.Public | BindingFlags.Instance).Length > 0
            ? type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(f => f.IsDefined(typeof(JsonIncludeAttribute), inherit: false))
            : [];
        return properties.Concat<MemberInfo>(fields).Where(m => !m.IsDefined(typeof(JsonIgnoreAttribute), inherit: true));
    }

    private static IElement ElementOf(Type type, string name, Type valueType) => Elements.Find(valueType) ?? throw new NotSupportedException(
        $"{RowTypes.NameOf(type)}.{name} is of the type {RowTypes.NameOf(valueType)}, which no column holds. Columns hold {Elements.Names}; leave a member "
        + "out by [JsonIgnore].");
}
