using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Wire;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote.Tests;

/// <summary>A service in memory whose answers a test decides.</summary>
internal sealed class FakeComputeService : IComputeService
{
    private readonly ConcurrentDictionary<Guid, (TaskState State, string? Text)> _tasks = new();
    private int _registrations;

    public ConcurrentQueue<SubmissionBatch> Batches { get; } = new();

    public ConcurrentQueue<int> Questions { get; } = new();

    public int Registrations => _registrations;

    public Guid TaskGroupId { get; } = Guid.NewGuid();

    /// <summary>What a registration does; by default it gives a new id.</summary>
    public Func<FunctionDefinition, CancellationToken, Task<Guid>> OnRegister { get; set; } = static (_, _) => Task.FromResult(Guid.NewGuid());

    /// <summary>What a submission does before it is accepted; throwing refuses it.</summary>
    public Func<SubmissionBatch, CancellationToken, Task> OnSubmit { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>What becomes of an accepted call at once; by default it succeeds with None.</summary>
    public Func<RemoteCall, (TaskState, string?)> OnTask { get; set; } = static _ => (TaskState.Succeeded, "11\nnull");

    /// <summary>What a question for results does before it is answered; throwing fails it.</summary>
    public Func<IReadOnlyList<Guid>, CancellationToken, Task> OnStatus { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>Changes the answer to a submission.</summary>
    public Func<SubmitAnswer, SubmitAnswer> OnAnswer { get; set; } = static answer => answer;

    /// <summary>When a submit request may go; by default at once.</summary>
    public Func<CancellationToken, Task> OnBudget { get; set; } = static _ => Task.CompletedTask;

    public int Permits { get; private set; }

    /// <summary>Tasks that answers say nothing of.</summary>
    public ConcurrentDictionary<Guid, bool> LeftOut { get; } = new();

    public void Settle(Guid taskId, TaskState state, string? text) => _tasks[taskId] = (state, text);

    public Task<Guid> RegisterFunctionAsync(FunctionDefinition function, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _registrations);
        return OnRegister(function, cancellationToken);
    }

    public async Task WaitForSubmitAsync(CancellationToken cancellationToken)
    {
        await OnBudget(cancellationToken);
        Permits++;
    }

    public void SkipSubmit() => Permits--;

    public async Task<SubmitAnswer> SubmitAsync(SubmissionBatch batch, CancellationToken cancellationToken)
    {
        Batches.Enqueue(batch);
        await OnSubmit(batch, cancellationToken);
        var tasks = new Dictionary<Guid, Guid[]?>();
        foreach (var function in batch.Functions)
        {
            tasks[function.FunctionId] = [.. function.Calls.Select(call =>
            {
                var id = Guid.NewGuid();
                _tasks[id] = OnTask(call);
                return id;
            })];
        }

        return OnAnswer(new SubmitAnswer(Guid.NewGuid(), batch.Target.TaskGroup.Id ?? TaskGroupId, tasks));
    }

    /// <summary>Where the result stream is; by default nowhere.</summary>
    public Func<CancellationToken, Task<StreamAddress>> OnStreamAddress { get; set; } =
        static _ => throw new ServiceUnreachableException("GET /v2/get_amqp_result_connection_url", 1, "no broker.", null);

    public Task<StreamAddress> GetStreamAddressAsync(CancellationToken cancellationToken) => OnStreamAddress(cancellationToken);

    /// <summary>What a task group holds; by default nothing.</summary>
    public Func<Guid, CancellationToken, Task<ComputeTaskGroup>> OnTaskGroup { get; set; } = static (id, _) => Task.FromResult(new ComputeTaskGroup(id, []));

    public Task<ComputeTaskGroup> GetTaskGroupAsync(Guid taskGroupId, CancellationToken cancellationToken) => OnTaskGroup(taskGroupId, cancellationToken);

    /// <summary>The JSON with which the service answers what an app asks; by default it knows nothing.</summary>
    public Func<HttpMethod, string, CancellationToken, Task<string>> OnQuestion { get; set; } =
        static (method, path, _) => throw new ComputeServiceException($"{method} /{path}", System.Net.HttpStatusCode.NotFound, null, null);

    public async Task<T> AskAsync<T>(ServiceQuestion<T> question, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await OnQuestion(question.Method, question.Path, cancellationToken));
        return question.Read(document.RootElement);
    }

    public async Task<TaskStatusPage> GetBatchStatusAsync(IReadOnlyList<Guid> taskIds, CancellationToken cancellationToken)
    {
        Questions.Enqueue(taskIds.Count);
        await OnStatus(taskIds, cancellationToken);
        var results = taskIds.Where(id => !LeftOut.ContainsKey(id)).Distinct().ToDictionary(
            static id => id.ToString("D"),
            id =>
            {
                var (state, text) = _tasks.GetValueOrDefault(id, (TaskState.Failed, "unknown"));
                return state switch
                {
                    TaskState.Succeeded => new Dictionary<string, string?> { ["status"] = "success", ["result"] = text },
                    TaskState.Failed => new Dictionary<string, string?> { ["status"] = "failed", ["exception"] = text },
                    TaskState.Unknown => new Dictionary<string, string?> { ["status"] = "failed", ["reason"] = text },
                    _ => new Dictionary<string, string?> { ["status"] = text ?? "waiting-for-ep" },
                };
            });
        var json = JsonSerializer.Serialize(new { response = "batch", results });
        using var content = new StringContent(json, Encoding.UTF8);
        return TaskStatusPage.Parse(await PooledBody.ReadAsync(content, cancellationToken));
    }
}
