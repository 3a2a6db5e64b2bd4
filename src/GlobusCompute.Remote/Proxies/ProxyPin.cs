using System.ComponentModel;

namespace GlobusCompute.Remote.Proxies;

/// <summary>For generated code: the id under which a method's source is registered in one environment, by the project's lock file. Immutable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProxyPin
{
    /// <summary>Pins a source.</summary>
    /// <param name="environment">The service's URL as the lock file writes it: absolute, with a lower-case host and a trailing slash.</param>
    /// <param name="functionId">The function's UUID there.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ProxyPin(string environment, string functionId)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(functionId);
        Environment = environment;
        FunctionId = functionId;
    }

    /// <summary>Gets the service's URL.</summary>
    public string Environment { get; }

    /// <summary>Gets the function's UUID there.</summary>
    public string FunctionId { get; }
}
