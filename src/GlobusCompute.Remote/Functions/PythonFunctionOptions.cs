namespace GlobusCompute.Remote.Functions;

/// <summary>Sets what is stored with a <see cref="PythonFunction"/> when it is registered. Read once, when the function is made.</summary>
public sealed class PythonFunctionOptions
{
    /// <summary>Gets or sets a description. Null (the default) stores none.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets whether anybody may run the function. Default false.</summary>
    public bool Public { get; set; }

    /// <summary>Gets or sets the Globus group whose members may run the function. Null (the default) shares it with no group.</summary>
    public Guid? Group { get; set; }

    /// <summary>
    /// Gets or sets the one high-assurance endpoint on which the function may run. Null by default. Excludes <see cref="Public"/> and <see cref="Group"/>.
    /// </summary>
    public Guid? HighAssuranceEndpointId { get; set; }

    internal PythonFunctionOptions Copy() => new()
    {
        Description = Description,
        Public = Public,
        Group = Group,
        HighAssuranceEndpointId = HighAssuranceEndpointId,
    };
}
