using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Makes records and enums of Python's classes.</summary>
internal sealed class ModuleClasses(ModuleNames names, ModuleTypes types, ModuleDefaults defaults)
{
    private readonly Dictionary<string, ModuleClass> _made = new(StringComparer.Ordinal);

    public ModuleClass Of(PythonClass type)
    {
        if (!_made.TryGetValue(type.Name, out var made))
        {
            made = type.Kind == PythonClassKind.Enum
                ? new(names.Name(type), type, default, ModuleEnums.Members(type).ToEquatableArray())
                : new(names.Name(type), type, Properties(type), default);
            _made.Add(type.Name, made);
        }

        return made;
    }

    private EquatableArray<ModuleProperty> Properties(PythonClass type)
    {
        var taken = new UniqueNames([names.Name(type), .. ModuleNames.RecordMembers]);

        // Fields that only differ in case must not trade names when one is added after them, so names go by the order in Python.
        var properties = type.Fields.Select(field => Property(type, field, taken.Take(CSharpNames.Pascal(field.Name)))).ToArray();
        if (properties.Where(property => property.IsInConstructor).ToArray() is [var only] && IsOwn(only.Type, type))
        {
            // A constructor that takes a record of its own type alone is the one that copies it.
            properties = [.. properties.Select(property => property == only
                ? only with { Type = only.Type.OrNull(), IsInConstructor = false, Default = null }
                : property)];
        }

        return properties.OrderBy(property => property switch { { IsInConstructor: false } => 2, { Default: not null } => 1, _ => 0 }).ToEquatableArray();
    }

    private bool IsOwn(ModuleType property, PythonClass type) => property.Kind == ModuleTypeKind.Record && property.Name == names.Of(type);

    private ModuleProperty Property(PythonClass type, PythonField field, string name)
    {
        var own = types.Field(field.Type);
        if (type.Kind == PythonClassKind.TypedDict ? !field.IsRequired : !field.IsInit || field.IsInitOnly)
        {
            // Not there, or there in one direction only.
            return new(field, name, own.OrNull(), IsInConstructor: false, null, OmitWhenNull: true);
        }

        if (field.Default is null && field.DefaultFactory is null)
        {
            return new(field, name, own, IsInConstructor: true, null, OmitWhenNull: false);
        }

        if (field.Default is { } text)
        {
            var withNone = ModuleDefaults.IsNone(text) ? own.OrNull() : own;
            if (defaults.Constant(text, withNone) is { } constant)
            {
                return new(field, name, withNone, IsInConstructor: true, constant, OmitWhenNull: false);
            }
        }

        return defaults.EmptyCollection(field, own) is { } empty
            ? new(field, name, own, IsInConstructor: false, empty, OmitWhenNull: false)
            : new(field, name, own.OrNull(), IsInConstructor: false, null, OmitWhenNull: true);
    }
}
