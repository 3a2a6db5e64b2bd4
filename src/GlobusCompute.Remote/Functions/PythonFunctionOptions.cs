namespace GlobusCompute.Remote.Functions;

/// <summary>Provides options that are stored with a <see cref="PythonFunction"/> when it is registered.</summary>
public sealed record PythonFunctionOptions
{
    /// <summary>Gets or sets a description. Null (the default) stores none.</summary>
    public string? Description { get; init; }

    /// <summary>Gets or sets whether anybody may run the function. Default false.</summary>
    public bool Public { get; init; }

    /// <summary>Gets or sets the Globus group whose members may run the function. Null (the default) shares it with no group.</summary>
    public Guid? Group { get; init; }

    /// <summary>
    /// Gets or sets the one high-assurance endpoint on which the function may run. Null by default. Excludes <see cref="Public"/> and <see cref="Group"/>.
    /// </summary>
    public Guid? HighAssuranceEndpointId { get; init; }
}
