namespace GlobusCompute.Remote.Models;

/// <summary>A registered function. A member is null where the service said nothing.</summary>
public sealed record ComputeFunctionInfo
{
    /// <summary>Gets or sets the function.</summary>
    public required Guid FunctionId { get; init; }

    /// <summary>Gets or sets the Python object that is called.</summary>
    public string? Name { get; init; }

    /// <summary>Gets or sets its description.</summary>
    public string? Description { get; init; }

    /// <summary>Gets or sets the code as it was registered, packed and with the header of its strategy. It is data: nothing here runs it.</summary>
    public string? Code { get; init; }

    /// <summary>Gets or sets the Python source, where the function was registered as plain text, as this library does; else null.</summary>
    public string? Source { get; init; }

    /// <summary>Gets or sets the Python version of whoever registered it.</summary>
    public string? PythonVersion { get; init; }

    /// <summary>Gets or sets the SDK version of whoever registered it.</summary>
    public string? SdkVersion { get; init; }

    /// <summary>Returns the name and the id.</summary>
    public override string ToString() => $"{Name ?? "function"} ({FunctionId})";
}
