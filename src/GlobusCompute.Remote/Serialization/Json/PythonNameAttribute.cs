namespace GlobusCompute.Remote;

/// <summary>Gives the Python name of a parameter or property.</summary>
/// <remarks>
/// For a parameter of a remote function: the name of a positional one, used when it has to travel by keyword because an earlier
/// <see cref="ComputeOmitWhenNullAttribute"/> argument was left out. For a property of an argument or result: the key in Python's <c>dict</c>, or the attribute
/// of its object; a parameter of a record's primary constructor stands for its property. Only calls follow it. Other serializers of the app name properties by
/// their own settings, or by <c>[JsonPropertyName]</c>, which calls follow where this attribute is not. The default is the C# name in snake_case.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PythonNameAttribute : Attribute
{
    /// <summary>Gives the name.</summary>
    /// <param name="name">The name in Python.</param>
    public PythonNameAttribute(string name) => Name = name;

    /// <summary>Gets the name in Python.</summary>
    public string Name { get; }
}
