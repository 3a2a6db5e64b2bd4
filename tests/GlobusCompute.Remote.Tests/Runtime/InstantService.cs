using System.Text;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Tests.Runtime;

/// <summary>A service in memory that accepts everything and has run everything at once, at little cost of its own.</summary>
internal sealed class InstantService : IComputeService
{
    private readonly Guid _group = Guid.NewGuid();

    /// <summary>Whether tasks end; otherwise all are pending.</summary>
    public bool HasResults { get; init; } = true;

    /// <summary>The ids of so many new tasks.</summary>
    public Guid[] Accept(int count)
    {
        var ids = new Guid[count];
        for (var i = 0; i < count; i++)
        {
            ids[i] = Guid.NewGuid();
        }

        return ids;
    }

    public Task<Guid> RegisterFunctionAsync(RegisterRequest request, CancellationToken cancellationToken) => Task.FromResult(Guid.NewGuid());

    public int GetSubmitOverhead(SubmitRequest request) => 1_000;

    public Task WaitForSubmitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void SkipSubmit()
    {
        // There is no budget.
    }

    public Task<SubmitAnswer> SubmitAsync(SubmitRequest request, CancellationToken cancellationToken)
    {
        var tasks = new Dictionary<Guid, Guid[]?>();
        foreach (var function in request.Tasks.Functions)
        {
            tasks.Add(function.FunctionId, Accept(function.Count));
        }

        return Task.FromResult(new SubmitAnswer(Guid.NewGuid(), _group, tasks));
    }

    public Task<StreamAnswer> GetStreamAddressAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ComputeTaskGroup> GetTaskGroupAsync(Guid taskGroupId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<T> SendAsync<T>(ManagementRequest<T> request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<TaskStatusPage> GetBatchStatusAsync(IReadOnlyList<Guid> taskIds, CancellationToken cancellationToken)
    {
        if (!HasResults)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        var json = new StringBuilder("{\"response\":\"batch\",\"results\":{");
        var comma = "";
        foreach (var id in taskIds)
        {
            json.Append(comma).Append('"').Append(id).Append("\":{\"status\":\"success\",\"result\":\"11\\nnull\"}");
            comma = ",";
        }

        using var content = new StringContent(json.Append("}}").ToString(), Encoding.UTF8);
        return TaskStatusPage.Parse(await PooledBody.ReadAsync(content, AnswerLimit.Results, cancellationToken), taskIds.Count);
    }
}
