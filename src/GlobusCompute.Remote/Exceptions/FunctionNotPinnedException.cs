using GlobusCompute.Remote.Functions;

namespace GlobusCompute.Remote;

/// <summary>
/// A call would have registered a function, and its client may register nothing (<see cref="ComputeClientOptions.RequirePinned"/>). Thrown at the call: nothing
/// was sent.
/// </summary>
public sealed class FunctionNotPinnedException : ComputeException
{
    internal FunctionNotPinnedException(FunctionDefinition function, string environment)
        : base($"{function.DisplayName} {Describe(function, environment)}")
    {
        FunctionName = function.DisplayName;
        Environment = new Uri(environment);
    }

    /// <summary>The method as messages name it, e.g. <c>IAnalysis.Fit</c>.</summary>
    public string FunctionName { get; }

    /// <summary>The client's service, for which there is no pin.</summary>
    public Uri Environment { get; }

    private static string Describe(FunctionDefinition function, string environment)
    {
        const string Rule = $"the client may register nothing ({nameof(ComputeClientOptions)}.{nameof(ComputeClientOptions.RequirePinned)})";
        return function.Origin switch
        {
            _ when function.Registration.ContainerId is not null =>
                $"would be registered in {environment} together with the executor's container, which no lock file pins, and {Rule}. Leave "
                + $"{nameof(ComputeExecutor)}.{nameof(ComputeExecutor.ContainerId)} null, or call it by its id.",
            FunctionOrigin.Method =>
                $"is not pinned in {environment}{Elsewhere(function)}, or its source has changed since, and {Rule}. Run "
                + $"'gcompute functions pin --service {environment}', commit {ComputeLockFile.FileName} and build again.",
            FunctionOrigin.MapChunks =>
                $"would be registered in {environment} with a text around it that runs several items in one task, which no lock file pins, and {Rule}. Leave "
                + $"{nameof(ComputeMapOptions)}.{nameof(ComputeMapOptions.ChunkSize)} at 1.",
            FunctionOrigin.App =>
                $"is known by its source alone and would be registered in {environment}, and {Rule}. Name it by its id, with "
                + $"{nameof(PythonFunction)}.{nameof(PythonFunction.FromId)}.",
            _ =>
                $"would be registered in {environment} as text that is made here and that no lock file pins, and {Rule}. Call it through a client without "
                + $"{nameof(ComputeClientOptions.RequirePinned)}.",
        };
    }

    private static string Elsewhere(FunctionDefinition function) =>
        function.PinnedIn.Count == 0 ? "" : $" (but in {string.Join(", ", function.PinnedIn)})";
}
