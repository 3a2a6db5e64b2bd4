using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace GlobusCompute.Remote.Testing;

/// <summary>Writes what other assemblies can see of an assembly as sorted C#-like lines.</summary>
internal sealed class PublicApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly NullabilityInfoContext _nullability = new();
    private readonly StringBuilder _text = new();

    public static string Of(Assembly assembly)
    {
        var listing = new PublicApiListing();
        listing.Write(assembly);
        return listing._text.ToString();
    }

    private void Write(Assembly assembly)
    {
        string? last = null;
        foreach (var type in assembly.GetTypes().Where(IsVisible).OrderBy(t => t.Namespace, StringComparer.Ordinal).ThenBy(t => t.FullName, StringComparer.Ordinal))
        {
            if (type.Namespace != last)
            {
                last = type.Namespace;
                _text.Append(_text.Length == 0 ? "" : "\n").Append("namespace ").Append(last).Append('\n');
            }

            _text.Append('\n');
            WriteType(type);
        }
    }

    private void WriteType(Type type)
    {
        AppendLine("", PublicApiAttributes.Of(type.GetCustomAttributesData(), type));
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            _text.Append($"{Access(type)} delegate {Return(invoke)} {PublicApiNames.Declared(type)}({Parameters(invoke)}){Constraints(type.GetGenericArguments())}\n");
            return;
        }

        _text.Append($"{Access(type)} {Kind(type)} {PublicApiNames.Declared(type)}{Bases(type)}{Constraints(type.GetGenericArguments())}\n");
        if (type.IsEnum)
        {
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(f => Convert.ToDecimal(f.GetRawConstantValue())))
            {
                _text.Append($"    {PublicApiAttributes.Of(field.GetCustomAttributesData())}{field.Name} = {field.GetRawConstantValue()}\n");
            }

            return;
        }

        var members = type.GetMembers(Declared)
            .Select(m => (Order: Order(m), m.Name, Line: Line(m, IsRecord(type))))
            .Where(m => m.Line is not null)
            .OrderBy(m => m.Order).ThenBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Line, StringComparer.Ordinal);
        foreach (var (_, _, line) in members)
        {
            AppendLine("    ", line!);
        }
    }

    private void AppendLine(string indent, string line)
    {
        if (line.Length > 0)
        {
            _text.Append(indent).Append(line.TrimEnd()).Append('\n');
        }
    }

    private string? Line(MemberInfo member, bool inRecord) => member switch
    {
        FieldInfo field when Access(field) is { } access => Field(field, access),
        ConstructorInfo constructor when IsListed(constructor) =>
            $"{Attributes(constructor)}{Access(constructor)} {PublicApiNames.Simple(constructor.DeclaringType!)}({Parameters(constructor)})",
        PropertyInfo property when !(inRecord && property.Name == "EqualityContract") => Property(property),
        EventInfo { AddMethod: { } add } @event when Access(add) is not null =>
            $"{Attributes(@event)}{Access(add)} {Modifiers(add)}event {PublicApiNames.Of(@event.EventHandlerType!, _nullability.Create(@event))} {@event.Name}",
        MethodInfo method when IsListed(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) => Method(method),
        _ => null,
    };

    private string Field(FieldInfo field, string access)
    {
        var type = PublicApiNames.Of(field.FieldType, _nullability.Create(field));
        var modifiers = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? $" = {PublicApiNames.Value(field.GetRawConstantValue(), field.FieldType)}" : "";
        return $"{Attributes(field)}{access} {Required(field)}{modifiers}{type} {field.Name}{value}";
    }

    private string? Property(PropertyInfo property)
    {
        var getter = property.GetMethod is { } g && Access(g) is not null ? g : null;
        var setter = property.SetMethod is { } s && Access(s) is not null ? s : null;
        var widest = getter is null || (setter is { IsPublic: true } && !getter.IsPublic) ? setter : getter;
        if (widest is null)
        {
            return null;
        }

        var access = Access(widest)!;
        var accessors = new StringBuilder();
        if (getter is not null)
        {
            accessors.Append(Access(getter) == access ? "get; " : $"{Access(getter)} get; ");
        }

        if (setter is not null)
        {
            // By name: a project may see a second IsExternalInit, that of a netstandard assembly.
            var init = setter.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit");
            accessors.Append(Access(setter) == access ? "" : $"{Access(setter)} ").Append(init ? "init; " : "set; ");
        }

        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        return $"{Attributes(property)}{access} {Required(property)}{Modifiers(widest)}"
            + $"{PublicApiNames.Of(property.PropertyType, _nullability.Create(property))} {name} {{ {accessors}}}";
    }

    private string Method(MethodInfo method)
    {
        var generic = method.GetGenericArguments();
        var parameters = generic.Length == 0 ? "" : $"<{string.Join(", ", generic.Select(g => g.Name))}>";
        return $"{Attributes(method)}{PublicApiAttributes.Of(method.ReturnParameter.GetCustomAttributesData(), target: "return: ")}{Access(method)} "
            + $"{Modifiers(method)}{Return(method)} {method.Name}{parameters}({Parameters(method)}){Constraints(generic)}";
    }

    private string Return(MethodInfo method) => PublicApiNames.Of(method.ReturnType, _nullability.Create(method.ReturnParameter));

    private string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private string Parameter(ParameterInfo parameter)
    {
        var passing = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        var rest = parameter.CustomAttributes.Any(a => a.AttributeType.Name is nameof(ParamArrayAttribute) or "ParamCollectionAttribute") ? "params " : "";
        var value = parameter.HasDefaultValue ? $" = {PublicApiNames.Value(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{PublicApiAttributes.Of(parameter.GetCustomAttributesData())}{rest}{passing}"
            + $"{PublicApiNames.Of(parameter.ParameterType, _nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Attributes(MemberInfo member) => PublicApiAttributes.Of(member.GetCustomAttributesData());

    private static string Constraints(IEnumerable<Type> parameters) => string.Concat(parameters.Select(Constraint));

    private static string Constraint(Type parameter)
    {
        var flags = parameter.GenericParameterAttributes;
        var isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        var parts = new List<string>();
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            parts.Add("class");
        }

        if (isStruct)
        {
            parts.Add("struct");
        }

        parts.AddRange(parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(c => PublicApiNames.Of(c)));
        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
        {
            parts.Add("new()");
        }

        return parts.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", parts)}";
    }

    private static string Bases(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetUnderlyingType(type) == typeof(int) ? "" : $" : {PublicApiNames.Of(Enum.GetUnderlyingType(type))}";
        }

        var all = type.GetInterfaces();
        var inherited = (type.BaseType?.GetInterfaces() ?? []).Concat(all.SelectMany(i => i.GetInterfaces()));
        var names = all.Except(inherited).Where(i => i.IsVisible).Select(i => PublicApiNames.Of(i)).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType))
        {
            names.Insert(0, PublicApiNames.Of(b));
        }

        return names.Count == 0 ? "" : $" : {string.Join(", ", names)}";
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum || type.IsInterface)
        {
            return type.IsEnum ? "enum" : "interface";
        }

        if (type.IsValueType)
        {
            return (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "") + "struct";
        }

        var modifier = type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        return modifier + (IsRecord(type) ? "record" : "class");
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$", Declared) is not null;

    // What the compiler adds to a record goes without saying.
    private static bool IsListed(MethodBase method) => Access(method) is not null && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static string Required(MemberInfo member) => member.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";

    private static string Modifiers(MethodInfo method)
    {
        if (method.IsStatic)
        {
            return method.IsAbstract ? "static abstract " : "static ";
        }

        if (!method.IsVirtual || method.DeclaringType!.IsInterface)
        {
            return "";
        }

        if (method.GetBaseDefinition() != method)
        {
            return method is { IsFinal: true, DeclaringType.IsSealed: false } ? "sealed override " : "override ";
        }

        return method.IsAbstract ? "abstract " : method.IsFinal ? "" : "virtual ";
    }

    private static string? Access(MethodBase method) =>
        method.IsPublic ? "public" : method.IsFamily || method.IsFamilyOrAssembly ? "protected" : null;

    private static string? Access(FieldInfo field) =>
        field.IsSpecialName ? null : field.IsPublic ? "public" : field.IsFamily || field.IsFamilyOrAssembly ? "protected" : null;

    private static string Access(Type type) => type.IsPublic || type.IsNestedPublic ? "public" : "protected";

    private static bool IsVisible(Type type) =>
        type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!));

    private static int Order(MemberInfo member) => member switch
    {
        FieldInfo => 0,
        ConstructorInfo => 1,
        PropertyInfo => 2,
        EventInfo => 3,
        _ => 4,
    };
}
