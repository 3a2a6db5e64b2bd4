namespace GlobusCompute.Remote;

/// <summary>Passes the argument by keyword, as Python requires for parameters behind a <c>*</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PythonKeywordAttribute : Attribute
{
    /// <summary>Passes the argument under the parameter's name in snake_case.</summary>
    public PythonKeywordAttribute()
    {
    }

    /// <summary>Passes the argument under a given name.</summary>
    /// <param name="name">The Python parameter's name.</param>
    public PythonKeywordAttribute(string name) => Name = name;

    /// <summary>Gets the Python parameter's name, or null for the C# parameter's name in snake_case.</summary>
    public string? Name { get; }
}
