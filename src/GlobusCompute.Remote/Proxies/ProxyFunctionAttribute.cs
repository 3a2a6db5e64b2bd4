using System.ComponentModel;

namespace GlobusCompute.Remote.Proxies;

/// <summary>
/// Written by the generator on the static definition of a method with a source: what would be registered for it. Tools read it from the assembly's metadata,
/// without running the assembly.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProxyFunctionAttribute : Attribute
{
    /// <summary>Names a function.</summary>
    /// <param name="method">The interface method as the lock file names it, e.g. <c>MyApp.IAnalysis.Fit</c>.</param>
    /// <param name="functionName">The Python object to call.</param>
    /// <param name="source">The name of the constant of the same class that holds the source.</param>
    public ProxyFunctionAttribute(string method, string functionName, string source)
    {
        Method = method;
        FunctionName = functionName;
        Source = source;
    }

    /// <summary>Gets the interface method as the lock file names it.</summary>
    public string Method { get; }

    /// <summary>Gets the Python object to call.</summary>
    public string FunctionName { get; }

    /// <summary>Gets the name of the constant of the same class that holds the source.</summary>
    public string Source { get; }

    /// <summary>Gets or sets the description registered with the source. Null (the default) for none.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets whether the registered function may be run by anybody. Default false.</summary>
    public bool IsPublic { get; set; }

    /// <summary>Gets or sets the UUID of the Globus group whose members may run the registered function. Null (the default) for none.</summary>
    public string? Group { get; set; }

    /// <summary>Gets or sets the UUID of the one high-assurance endpoint on which the registered function may run. Null (the default) for none.</summary>
    public string? HighAssuranceEndpointId { get; set; }
}
