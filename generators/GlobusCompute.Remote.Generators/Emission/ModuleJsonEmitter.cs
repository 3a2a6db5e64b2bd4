using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>Writes JSON metadata of generated types, since the compiler's generators do not see one another's output.</summary>
internal static class ModuleJsonEmitter
{
    private const string Metadata = "global::System.Text.Json.Serialization.Metadata";
    private const string Options = "global::System.Text.Json.JsonSerializerOptions";
    private const string Json = RuntimeNames.Proxies + ".ProxyJson";

    /// <summary>Whether there is anything to write.</summary>
    public static bool IsNeeded(EquatableArray<ModulePart> parts) => parts.Any(part => part.JsonTypes.Count > 0);

    /// <summary>The class, nested in the proxy.</summary>
    public static void Write(SourceWriter writer, EquatableArray<ModulePart> parts, string name)
    {
        writer.Line($"private sealed class {name} : {Metadata}.IJsonTypeInfoResolver");
        writer.Open();
        writer.Line($"public static readonly {name} Instance = new();");
        writer.Line();
        writer.Line($"public {Metadata}.JsonTypeInfo? GetTypeInfo(global::System.Type type, {Options} options)");
        writer.Open();
        var types = parts.SelectMany(part => part.JsonTypes.Select(type => (part, type))).GroupBy(pair => pair.type.PlainText).Select(same => same.First());
        foreach (var (part, type) in types)
        {
            writer.Line($"if (type == typeof({type.PlainText}))");
            writer.Open();
            WriteType(writer, part, type);
            writer.Close();
            writer.Line();
        }

        writer.Line("return null;");
        writer.Close();
        writer.Close();
    }

    private static void WriteType(SourceWriter writer, ModulePart part, ModuleType type)
    {
        switch (type)
        {
            case { IsNullable: true, IsValueType: true }:
                writer.Line($"return {Json}.Nullable<{(type with { IsNullable = false }).PlainText}>(options);");
                break;
            case { Kind: ModuleTypeKind.Array }:
                writer.Line($"return {Json}.Array<{type.Arguments[0].Text}>(options);");
                break;
            case { Kind: ModuleTypeKind.Set }:
                writer.Line($"return {Json}.Set<{type.Arguments[0].Text}>(options);");
                break;
            case { Kind: ModuleTypeKind.Dictionary }:
                writer.Line($"return {Json}.Dictionary<{type.Arguments[0].Text}, {type.Arguments[1].Text}>(options);");
                break;
            case { Kind: ModuleTypeKind.Tuple }:
                WriteTuple(writer, type);
                break;
            case { Kind: ModuleTypeKind.NamedEnum }:
                writer.Line($"return {Json}.NamedEnum<{type.Name}>(options);");
                break;
            case { Kind: ModuleTypeKind.NumberedEnum }:
                writer.Line($"return {Json}.NumberedEnum<{type.Name}>(options);");
                break;
            default:
                WriteRecord(writer, type, part.ClassOf(type));
                break;
        }
    }

    private static void WriteRecord(SourceWriter writer, ModuleType type, ModuleClass record)
    {
        var properties = record.Properties;
        var constructor = properties.Where(property => property.IsInConstructor).Select((property, i) => Value(property, i));
        var initialiser = properties.Select((property, i) => (property, i)).Where(pair => !pair.property.IsInConstructor)
            .Select(pair => $"{CSharpName.OfIdentifier(pair.property.Name)} = {Value(pair.property, pair.i)}")
            .ToArray();
        writer.Line($"return {Json}.Record<{type.Name}>(");
        writer.Indent();
        writer.Line("options,");
        var initialised = initialiser.Length == 0 ? "" : $" {{ {string.Join(", ", initialiser)} }}";
        writer.Line($"static values => new {type.Name}({string.Join(", ", constructor)}){initialised}{(properties.Count == 0 ? ");" : ",")}");
        for (var i = 0; i < properties.Count; i++)
        {
            writer.Line(Property(type, properties[i]) + (i == properties.Count - 1 ? ");" : ","));
        }

        writer.Outdent();
    }

    private static string Property(ModuleType owner, ModuleProperty property)
    {
        var settings = new List<string>();
        if (!property.IsRequired)
        {
            settings.Add("IsOptional = true");
        }

        if (property is { IsInConstructor: true, Default: { } value } && value != "null")
        {
            settings.Add($"Default = {value}");
        }

        if (property.Type.IsNullable)
        {
            settings.Add("IsNullable = true");
        }

        if (property.OmitWhenNull)
        {
            settings.Add("OmitWhenNull = true");
        }

        return $"new {RuntimeNames.Proxies}.ProxyProperty<{owner.Name}, {property.Type.Text}>("
            + $"{CSharpLiteral.Of(property.Name)}, {CSharpLiteral.Of(property.Field.Name)}, "
            + $"static value => value.{CSharpName.OfIdentifier(property.Name)})"
            + (settings.Count == 0 ? "" : $" {{ {string.Join(", ", settings)} }}");
    }

    /// <summary>A value as its property takes it. What came as nothing although null is none of its values has the initialiser's own.</summary>
    private static string Value(ModuleProperty property, int index) => property switch
    {
        { IsInConstructor: false, Default: { } value } => $"({property.Type.OrNull().Text})values[{index}] ?? {value}",
        { Type.IsNullable: true } => $"({property.Type.Text})values[{index}]",
        _ => $"({property.Type.Text})values[{index}]!",
    };

    private static void WriteTuple(SourceWriter writer, ModuleType type)
    {
        var elements = type.Arguments.Count > 7 ? [.. type.Arguments.Take(7), Rest(type)] : type.Arguments.ToArray();
        writer.Line($"return {Json}.Tuple<{type.PlainText}>(");
        writer.Indent();
        writer.Line("options,");
        for (var i = 0; i < elements.Length; i++)
        {
            var name = i == 7 ? "Rest" : $"Item{i + 1}";
            var element = i == 7 ? RestText(type) : elements[i].Text;
            var tuple = Unnamed(type).Text;
            writer.Line(
                $"new {RuntimeNames.Proxies}.ProxyProperty<{tuple}, {element}>(\"{name}\", \"{name}\", static value => value.{name}) "
                + $"{{ Set = static (owner, value) => global::System.Runtime.CompilerServices.Unsafe.Unbox<{tuple}>(owner).{name} = value"
                + $"{(elements[i].IsNullable ? ", IsNullable = true" : "")} }}"
                + (i == elements.Length - 1 ? ");" : ","));
        }

        writer.Outdent();
    }

    private static ModuleType Rest(ModuleType type) => Unnamed(type) with { Arguments = type.Arguments.Skip(7).ToEquatableArray() };

    private static ModuleType Unnamed(ModuleType type) => type with { ElementNames = default };

    // A tuple of one element has no other name.
    private static string RestText(ModuleType type) =>
        type.Arguments.Count == 8 ? $"global::System.ValueTuple<{type.Arguments[7].Text}>" : Rest(type).Text;
}
