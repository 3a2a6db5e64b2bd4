namespace GlobusCompute.Remote;

/// <summary>
/// Gives the Python name of a positional parameter, used when it has to travel by keyword because an earlier
/// <see cref="OmitWhenNullAttribute"/> argument was left out. The default is the parameter's name in snake_case.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PythonNameAttribute : Attribute
{
    /// <summary>Names the Python parameter.</summary>
    /// <param name="name">The Python parameter's name.</param>
    public PythonNameAttribute(string name) => Name = name;

    /// <summary>The Python parameter's name.</summary>
    public string Name { get; }
}
