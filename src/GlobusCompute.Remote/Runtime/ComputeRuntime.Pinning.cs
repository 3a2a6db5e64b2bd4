using GlobusCompute.Remote.Functions;

namespace GlobusCompute.Remote.Runtime;

/// <content>Which id a function has here, and whether it may be given one.</content>
internal sealed partial class ComputeRuntime
{
    /// <summary>The service, as lock files name it.</summary>
    public string Environment { get; }

    /// <summary>Whether nothing may be registered.</summary>
    public bool RequiresPinned => _options.RequirePinned;

    /// <summary>The function as this client calls it: under the id that is pinned for its service, where there is one.</summary>
    /// <exception cref="FunctionNotPinnedException">It would have to be registered, and nothing may be.</exception>
    public FunctionDefinition Resolve(FunctionDefinition function)
    {
        var here = function.In(Environment);
        return here.Id is not null || !RequiresPinned || _registry.Knows(here) ? here : throw new FunctionNotPinnedException(here, Environment);
    }

    /// <summary>Registers a source that was not registered, or takes the id under which it is known.</summary>
    /// <exception cref="FunctionNotPinnedException">It would have to be registered, and nothing may be.</exception>
    public Task<Guid> RegisterAsync(FunctionDefinition function, Guid? knownId, CancellationToken cancellationToken) =>
        _registry.RegisterAsync(knownId is null ? Resolve(function) : function, knownId, cancellationToken);

    /// <summary>Gives the id of a source, which is registered if it was not.</summary>
    public Task<Guid> GetIdAsync(FunctionDefinition function, CancellationToken cancellationToken) => _registry.GetIdAsync(function, cancellationToken);
}
