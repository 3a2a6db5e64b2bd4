using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace GlobusCompute.Remote.Proxies;

/// <summary>For generated code: a property of a generated record, or an element of a tuple.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ProxyProperty
{
    private protected ProxyProperty()
    {
    }

    internal abstract JsonPropertyInfo CreateInfo(JsonSerializerOptions options);

    internal abstract JsonParameterInfoValues CreateParameter(int position);
}

/// <summary>For generated code: a property of a generated record, or an element of a tuple.</summary>
/// <typeparam name="T">The type that has it.</typeparam>
/// <typeparam name="TValue">Its type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProxyProperty<T, TValue> : ProxyProperty
{
    private readonly string _name;
    private readonly string _pythonName;
    private readonly Func<T, TValue> _get;

    /// <summary>Describes a property.</summary>
    /// <param name="name">The C# name.</param>
    /// <param name="pythonName">The key in Python's dictionary.</param>
    /// <param name="get">Reads it.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ProxyProperty(string name, string pythonName, Func<T, TValue> get)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(pythonName);
        ArgumentNullException.ThrowIfNull(get);
        _name = name;
        _pythonName = pythonName;
        _get = get;
    }

    /// <summary>Sets it in a boxed value, or null where the type is made with all its values.</summary>
    public Action<object, TValue>? Set { get; init; }

    /// <summary>Gets or sets whether the key may be missing. The property then has <see cref="Default"/>.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Gets or sets the value when the key is missing.</summary>
    public TValue? Default { get; init; }

    /// <summary>Gets or sets whether null is one of its values.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Gets or sets whether the key is left out when the value is null.</summary>
    public bool OmitWhenNull { get; init; }

    internal override JsonPropertyInfo CreateInfo(JsonSerializerOptions options)
    {
        var get = _get;
        var set = Set;
        var info = JsonMetadataServices.CreatePropertyInfo(options, new JsonPropertyInfoValues<TValue>
        {
            IsProperty = true,
            IsPublic = true,
            DeclaringType = typeof(T),
            PropertyTypeInfo = ProxyJson.PartOf<TValue>(options),
            PropertyName = _name,
            JsonPropertyName = _pythonName,
            Getter = owner => get((T)owner),
            Setter = set is null ? null : (owner, value) => set(owner, value!),
            IgnoreCondition = OmitWhenNull ? JsonIgnoreCondition.WhenWritingNull : null,
        });
        info.IsGetNullable = IsNullable;
        info.IsSetNullable = IsNullable;
        return info;
    }

    internal override JsonParameterInfoValues CreateParameter(int position) => new()
    {
        Name = _name,
        ParameterType = typeof(TValue),
        Position = position,
        HasDefaultValue = IsOptional,
        DefaultValue = Default,
        IsNullable = IsNullable,
    };
}
