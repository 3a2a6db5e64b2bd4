namespace GlobusCompute.Remote.Filters;

/// <summary>Holds one argument of a call as a filter sees it.</summary>
/// <param name="Name">
/// The C# parameter's name of a proxy's method, the field's name of a command, or the keyword in <see cref="CallArguments"/>, where null is a positional
/// argument.
/// </param>
/// <param name="Value">The value as it was given; of a command, its text. Changing it has no effect: it was serialized before.</param>
public readonly record struct ComputeCallArgument(string? Name, object? Value)
{
    /// <summary>Gets whether the parameter is marked with <see cref="SensitiveAttribute"/>: the value must not be logged or stored.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Returns the name alone: a value may be secret or large.</summary>
    public override string ToString() => Name ?? "(positional)";
}
