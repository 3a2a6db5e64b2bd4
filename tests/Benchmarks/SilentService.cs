using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Wire;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Accepts everything and never has a result.</summary>
internal sealed class SilentService : IComputeService
{
    private static readonly Guid s_group = Guid.NewGuid();

    public Task<Guid> RegisterFunctionAsync(FunctionDefinition function, CancellationToken cancellationToken) => Task.FromResult(Guid.NewGuid());

    public Task WaitForSubmitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void SkipSubmit()
    {
    }

    public Task<SubmitAnswer> SubmitAsync(SubmissionBatch batch, CancellationToken cancellationToken) => Task.FromResult(
        new SubmitAnswer(
            Guid.NewGuid(),
            s_group,
            batch.Functions.ToDictionary(static f => f.FunctionId, static Guid[]? (f) => [.. f.Calls.Select(static _ => Guid.NewGuid())])));

    public Task<StreamAddress> GetStreamAddressAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ComputeTaskGroup> GetTaskGroupAsync(Guid taskGroupId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<T> AskAsync<T>(ServiceQuestion<T> question, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<TaskStatusPage> GetBatchStatusAsync(IReadOnlyList<Guid> taskIds, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("Not reached.");
    }
}
