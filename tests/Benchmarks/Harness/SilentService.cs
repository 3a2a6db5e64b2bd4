using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Accepts everything and never has a result.</summary>
internal sealed class SilentService : IComputeService
{
    private static readonly Guid s_group = Guid.NewGuid();

    public Task<Guid> RegisterFunctionAsync(RegisterRequest request, CancellationToken cancellationToken) => Task.FromResult(Guid.NewGuid());

    public Task WaitForSubmitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void SkipSubmit()
    {
    }

    public int GetSubmitOverhead(SubmitRequest request) => 1000;

    public Task<SubmitAnswer> SubmitAsync(SubmitRequest request, CancellationToken cancellationToken) => Task.FromResult(
        new SubmitAnswer(
            Guid.NewGuid(),
            s_group,
            request.Tasks.Functions.ToDictionary(static f => f.FunctionId, static Guid[]? (f) => [.. Enumerable.Range(0, f.Count).Select(static _ => Guid.NewGuid())])));

    public Task<StreamAnswer> GetStreamAddressAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ComputeTaskGroup> GetTaskGroupAsync(Guid taskGroupId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<T> SendAsync<T>(ManagementRequest<T> request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<TaskStatusPage> GetBatchStatusAsync(IReadOnlyList<Guid> taskIds, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("Not reached.");
    }
}
