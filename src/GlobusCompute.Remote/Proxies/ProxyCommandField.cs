using System.ComponentModel;
using GlobusCompute.Remote.Filters;

namespace GlobusCompute.Remote.Proxies;

/// <summary>For generated code: which field of a command a C# parameter fills, and how.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProxyCommandField
{
    /// <summary>Describes a parameter.</summary>
    /// <param name="name">The C# name, for messages.</param>
    /// <param name="field">The field's name in the command.</param>
    /// <param name="filling">How the value fills it.</param>
    /// <exception cref="ArgumentNullException">A name is null.</exception>
    public ProxyCommandField(string name, string field, ProxyFilling filling = ProxyFilling.Quoted)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(field);
        Name = name;
        Field = field;
        Filling = filling;
    }

    /// <summary>Gets the C# name.</summary>
    public string Name { get; }

    /// <summary>Gets the field's name.</summary>
    public string Field { get; }

    /// <summary>Gets how the value fills the field.</summary>
    public ProxyFilling Filling { get; }

    internal bool IsSensitive => (Filling & ProxyFilling.Sensitive) != 0;

    internal ComputeCallArgument Show(object? value) => new(Name, value) { IsSensitive = IsSensitive };
}
