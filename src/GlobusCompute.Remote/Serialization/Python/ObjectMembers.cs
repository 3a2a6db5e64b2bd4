using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>How a member of a Python object is handed to System.Text.Json.</summary>
internal enum MemberForm
{
    /// <summary>Not at all, as System.Text.Json would pass it over.</summary>
    None,

    /// <summary>As what its type wants.</summary>
    Typed,

    /// <summary>As JSON, which is all that its converter knows.</summary>
    Json,

    /// <summary>Kept aside, for the rest of the members.</summary>
    Kept,

    /// <summary>By its name alone, for System.Text.Json to refuse.</summary>
    Named,
}

/// <summary>What System.Text.Json reads of the members of a type, by its metadata.</summary>
internal sealed class ObjectMembers
{
    private readonly Dictionary<string, JsonPropertyInfo> _properties;
    private readonly MemberForm _unknown;
    private readonly JsonObjectCreationHandling _preferred;

    public ObjectMembers(JsonTypeInfo info)
    {
        _properties = new(info.Options.PropertyNameCaseInsensitive ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        _preferred = info.PreferredPropertyObjectCreationHandling ?? info.Options.PreferredObjectCreationHandling;
        foreach (var property in info.Properties)
        {
            if (!property.IsExtensionData)
            {
                _properties[property.Name] = property;
            }
            else
            {
                _unknown = ExtensionMembers.Covers(property.PropertyType) ? MemberForm.Kept : MemberForm.Json;
            }
        }

        if (_unknown == MemberForm.None && (info.UnmappedMemberHandling ?? info.Options.UnmappedMemberHandling) == JsonUnmappedMemberHandling.Disallow)
        {
            _unknown = MemberForm.Named;
        }
    }

    /// <summary>How a member is handed on.</summary>
    public MemberForm FormOf(string name)
    {
        if (!_properties.TryGetValue(name, out var property))
        {
            return _unknown;
        }

        if (property.Set is null && property.AssociatedParameter is null
            && (property.ObjectCreationHandling ?? _preferred) != JsonObjectCreationHandling.Populate)
        {
            return MemberForm.None;
        }

        return property.CustomConverter is null || TypeOf(name).IsEnum ? MemberForm.Typed : MemberForm.Json;
    }

    /// <summary>The type of a member that there is.</summary>
    public Type TypeOf(string name) => _properties[name].PropertyType;
}
