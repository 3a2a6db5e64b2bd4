namespace GlobusCompute.Remote;

/// <summary>
/// Marks an interface method as a remote Python function. Exactly one of a pinned id, <see cref="Source"/> and <see cref="File"/> specifies the function; with
/// a pinned id, <see cref="File"/> is used only for compile-time checks.
/// </summary>
/// <remarks>
/// The method must return <see cref="ComputeFuture{T}"/>, <see cref="ComputeFuture"/>, <see cref="Task{TResult}"/> or <see cref="Task"/>; with a parameter that
/// is marked by <see cref="ComputeEachAttribute"/>, <see cref="ComputeMap{T}"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ComputeFunctionAttribute : Attribute
{
    /// <summary>Specifies a function by <see cref="Source"/> or <see cref="File"/>; it is registered on first use.</summary>
    public ComputeFunctionAttribute()
    {
    }

    /// <summary>Pins a function that is already registered.</summary>
    /// <param name="functionId">The function's UUID. Anything else is a compile-time error.</param>
    public ComputeFunctionAttribute(string functionId) => FunctionId = functionId;

    /// <summary>Gets the pinned function id, or null when the function is registered from its source.</summary>
    public string? FunctionId { get; }

    /// <summary>
    /// Gets or sets Python source text, registered on first use. Line ends become LF, a byte order mark and the common indentation are removed. Null (the
    /// default) when the function comes from a file or is pinned.
    /// </summary>
    public string? Source { get; set; }

    /// <summary>
    /// Gets or sets the path of a Python file relative to the project, listed there as a <c>PythonFunction</c> item. Null by default.
    /// </summary>
    public string? File { get; set; }

    /// <summary>
    /// Gets or sets the name of the Python object to call. Null (the default) means the only top-level <c>def</c> of the source, or else the method's name in
    /// snake_case without a trailing <c>Async</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the description stored with the function when it is registered. Null (the default) stores none.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets whether anybody may run the registered function. Default false. Has no effect on a pinned function.</summary>
    public bool Public { get; set; }

    /// <summary>Gets or sets the UUID of the Globus group whose members may run the registered function. Null (the default) shares it with no group.</summary>
    public string? Group { get; set; }

    /// <summary>
    /// Gets or sets the number of seconds that a call may take until its future faults with <see cref="ComputeTimeoutException"/>; its task keeps running. 0
    /// (the default) applies the executor's <see cref="Settings.ComputeExecutorSettings.CallTimeout"/>.
    /// </summary>
    public double TimeoutSeconds { get; set; }

    /// <summary>
    /// Gets or sets whether running the function twice with the same arguments does no harm. Calls are then sent again when their outcome is unknown or their
    /// worker was lost. Default false. The arguments of such a call are kept until it completes.
    /// </summary>
    public bool Idempotent { get; set; }

    /// <summary>
    /// Gets or sets the UUID of the one high-assurance endpoint on which the registered function may run. Null by default. Excludes <see cref="Public"/>
    /// and <see cref="Group"/>.
    /// </summary>
    public string? HighAssuranceEndpointId { get; set; }
}
