using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>What <c>[ComputeFunction]</c> says.</summary>
/// <param name="Id">The pinned id in its canonical form, or null.</param>
/// <param name="Source">The inline source with its names, or null.</param>
/// <param name="File">The file's path as written, or null.</param>
/// <param name="Name">The Python name as written, or null.</param>
/// <param name="DefaultName">The Python name that follows from the method name.</param>
/// <param name="Description">The description to register, or null.</param>
/// <param name="IsPublic">Whether anybody may run the registered function.</param>
/// <param name="Group">The group whose members may run it, or null.</param>
/// <param name="HighAssuranceEndpointId">The one high-assurance endpoint it may run on, or null.</param>
/// <param name="TimeoutSeconds">The time a call may take, or 0 for the executor's own.</param>
/// <param name="IsIdempotent">Whether a call may run twice.</param>
/// <param name="Shell">The command that runs, or null for a Python function.</param>
internal sealed record FunctionModel(
    string? Id,
    PythonModule? Source,
    string? File,
    string? Name,
    string DefaultName,
    string? Description,
    bool IsPublic,
    string? Group,
    string? HighAssuranceEndpointId,
    double TimeoutSeconds,
    bool IsIdempotent,
    ShellModel? Shell = null);
