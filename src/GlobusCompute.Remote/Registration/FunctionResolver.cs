using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Shared.Locking;

namespace GlobusCompute.Remote.Registration;

/// <summary>Tells which id a function has at a client's service, and whether it may be given one.</summary>
/// <param name="registry">The functions that the client has registered.</param>
/// <param name="environment">The service, as lock files name it.</param>
/// <param name="requirePinned">Whether nothing may be registered.</param>
internal sealed class FunctionResolver(FunctionRegistry registry, string environment, bool requirePinned)
{
    /// <summary>The service, as lock files name it.</summary>
    public string Environment => environment;

    /// <summary>Whether nothing may be registered.</summary>
    public bool RequiresPinned => requirePinned;

    /// <summary>Gives the function as this client calls it: under the id that a lock file pins for its service, where there is one.</summary>
    /// <exception cref="FunctionNotPinnedException">It would have to be registered, and nothing may be.</exception>
    public FunctionDefinition Resolve(FunctionDefinition function)
    {
        var here = function.In(environment);
        return here.Id is not null || !requirePinned || registry.Knows(here) ? here : throw NotPinned(here);
    }

    /// <summary>Registers a source that was not registered, or takes the id under which it is known.</summary>
    /// <exception cref="FunctionNotPinnedException">It would have to be registered, and nothing may be.</exception>
    public Task<Guid> RegisterAsync(FunctionDefinition function, Guid? knownId, CancellationToken cancellationToken) =>
        registry.RegisterAsync(knownId is null ? Resolve(function) : function, knownId, cancellationToken);

    /// <summary>Gives the id of a source, which is registered if it was not.</summary>
    public Task<Guid> GetIdAsync(FunctionDefinition function, CancellationToken cancellationToken) => registry.GetIdAsync(function, cancellationToken);

    private FunctionNotPinnedException NotPinned(FunctionDefinition function) =>
        new(function.DisplayName, environment, Describe(function));

    private string Describe(FunctionDefinition function)
    {
        const string Rule = $"the client cannot register functions ({nameof(ComputeClientOptions)}.{nameof(ComputeClientOptions.RequirePinned)})";
        return function.Origin switch
        {
            _ when function.Registration.ContainerId is not null =>
                $"would be registered in {environment} together with the executor's container, which no lock file pins, and {Rule}. Leave "
                + "ComputeExecutor.ContainerId null, or call it by its id.",
            FunctionOrigin.Method =>
                $"is not pinned in {environment}{Elsewhere(function)}, or its source has changed since, and {Rule}. Run "
                + $"'gcompute function pin --service {environment}', commit {LockRules.FileName} and build again.",
            FunctionOrigin.MapChunks =>
                $"would be registered in {environment} with a wrapper that runs several items in one task, which lock files do not pin, and {Rule}. Leave "
                + $"{nameof(ComputeMapOptions)}.{nameof(ComputeMapOptions.ChunkSize)} at 1.",
            FunctionOrigin.App =>
                $"is defined only by its source and would be registered in {environment}, and {Rule}. Name it by its id, with "
                + $"{nameof(PythonFunction)}.{nameof(PythonFunction.FromId)}.",
            _ =>
                $"would be registered in {environment} as text made at run time, which lock files do not pin, and {Rule}. Call it through a client without "
                + $"{nameof(ComputeClientOptions.RequirePinned)}.",
        };
    }

    private static string Elsewhere(FunctionDefinition function) =>
        function.PinnedIn.Count == 0 ? "" : $" (but in {string.Join(", ", function.PinnedIn)})";
}
