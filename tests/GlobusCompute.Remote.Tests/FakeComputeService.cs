using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Tests;

/// <summary>A service in memory whose answers a test decides.</summary>
internal sealed class FakeComputeService : IComputeService
{
    private readonly ConcurrentDictionary<Guid, (TaskState State, string? Text)> _tasks = new();
    private static readonly UserRuntimeJson s_runtime = new(new ComputeUserRuntime());

    private int _registrations;

    public ConcurrentQueue<SubmissionBatch> Batches { get; } = new();

    public ConcurrentQueue<int> Questions { get; } = new();

    public int Registrations => _registrations;

    public Guid TaskGroupId { get; } = Guid.NewGuid();

    /// <summary>What a registration does; by default it gives a new id.</summary>
    public Func<RegisterRequest, CancellationToken, Task<Guid>> OnRegister { get; set; } = static (_, _) => Task.FromResult(Guid.NewGuid());

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

    public Task<Guid> RegisterFunctionAsync(RegisterRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _registrations);
        return OnRegister(request, cancellationToken);
    }

    public async Task WaitForSubmitAsync(CancellationToken cancellationToken)
    {
        await OnBudget(cancellationToken);
        Permits++;
    }

    public void SkipSubmit() => Permits--;

    public int GetSubmitOverhead(SubmitRequest request) => SubmitContent.OverheadOf(request, s_runtime);

    public async Task<SubmitAnswer> SubmitAsync(SubmitRequest request, CancellationToken cancellationToken)
    {
        var batch = (SubmissionBatch)request.Tasks;
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
    public Func<CancellationToken, Task<StreamAnswer>> OnStreamAddress { get; set; } =
        static _ => throw new ServiceUnreachableException("GET /v2/get_amqp_result_connection_url", 1, "no broker.", null);

    public Task<StreamAnswer> GetStreamAddressAsync(CancellationToken cancellationToken) => OnStreamAddress(cancellationToken);

    /// <summary>What a task group holds; by default nothing.</summary>
    public Func<Guid, CancellationToken, Task<ComputeTaskGroup>> OnTaskGroup { get; set; } = static (id, _) => Task.FromResult(new ComputeTaskGroup(id, []));

    public Task<ComputeTaskGroup> GetTaskGroupAsync(Guid taskGroupId, CancellationToken cancellationToken) => OnTaskGroup(taskGroupId, cancellationToken);

    /// <summary>The JSON with which the service answers an app's own requests, by method and path; by default it knows nothing.</summary>
    public Func<HttpMethod, string, CancellationToken, Task<string>> OnManagement { get; set; } =
        static (method, path, _) => throw new ComputeServiceException($"{method} /{path}", System.Net.HttpStatusCode.NotFound, null, null);

    public async Task<T> SendAsync<T>(ManagementRequest<T> request, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new ManagementHandler(this)) { BaseAddress = new Uri("http://fake") };
        using var answer = await request.Send(ServiceConnection.RoutesOver(http), RequestPolicy.Poll, cancellationToken);
        return request.Read(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
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
        return TaskStatusPage.Parse(await PooledBody.ReadAsync(content, AnswerLimit.Results, cancellationToken));
    }

    private sealed class ManagementHandler(FakeComputeService service) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            new() { Content = new StringContent(await service.OnManagement(request.Method, request.RequestUri!.PathAndQuery[1..], cancellationToken)) };
    }
}
