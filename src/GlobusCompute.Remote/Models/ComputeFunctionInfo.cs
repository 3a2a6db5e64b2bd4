namespace GlobusCompute.Remote.Models;

/// <summary>A registered function. A member is null where the service said nothing.</summary>
public sealed record ComputeFunctionInfo
{
    /// <summary>The function.</summary>
    public required Guid FunctionId { get; init; }

    /// <summary>The Python object that is called.</summary>
    public string? Name { get; init; }

    /// <summary>Its description.</summary>
    public string? Description { get; init; }

    /// <summary>The code as it was registered, packed and with the header of its strategy. It is data: nothing here runs it.</summary>
    public string? Code { get; init; }

    /// <summary>The Python source, where the function was registered as plain text, as this library does; else null.</summary>
    public string? Source { get; init; }

    /// <summary>The Python version of whoever registered it.</summary>
    public string? PythonVersion { get; init; }

    /// <summary>The SDK version of whoever registered it.</summary>
    public string? SdkVersion { get; init; }

    /// <summary>Name and id.</summary>
    public override string ToString() => $"{Name ?? "function"} ({FunctionId})";
}
