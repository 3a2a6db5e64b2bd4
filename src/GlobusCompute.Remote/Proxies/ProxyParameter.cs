using System.ComponentModel;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Proxies;

/// <summary>For generated code: how one C# parameter becomes a Python argument.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProxyParameter
{
    /// <summary>Describes a parameter.</summary>
    /// <param name="name">The C# name, for messages.</param>
    /// <param name="pythonName">The Python name, used when the argument travels by keyword.</param>
    /// <param name="passing">How the argument is passed.</param>
    /// <exception cref="ArgumentNullException">A name is null.</exception>
    public ProxyParameter(string name, string pythonName, ProxyPassing passing = ProxyPassing.Positional)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(pythonName);
        Name = name;
        PythonName = pythonName;
        Passing = passing;
    }

    /// <summary>Gets the C# name.</summary>
    public string Name { get; }

    /// <summary>Gets the Python name.</summary>
    public string PythonName { get; }

    /// <summary>Gets how the argument is passed.</summary>
    public ProxyPassing Passing { get; }

    /// <summary>Gets the format of the argument, or null where JSON and pickles carry it.</summary>
    public ComputeFormat? Format { get; init; }

    internal bool IsSensitive => (Passing & ProxyPassing.Sensitive) != 0;

    internal ComputeCallArgument Show(object? value) => new(Name, value) { IsSensitive = IsSensitive };
}
