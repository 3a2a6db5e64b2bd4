using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Wire;

/// <summary>The routes over HTTP.</summary>
internal sealed partial class HttpComputeService : IComputeService, IDisposable
{
    private readonly ServiceConnection _connection;
    private readonly IComputeRoutes _routes;
    private readonly UserRuntimeJson _runtime;
    private readonly bool _createQueue;

    /// <param name="connection">Sends requests; owned from now on.</param>
    /// <param name="runtime">The Python environment to name.</param>
    /// <param name="createQueue">Whether submissions make the result queue of their group.</param>
    public HttpComputeService(ServiceConnection connection, ComputeUserRuntime runtime, bool createQueue)
    {
        _connection = connection;
        _routes = connection.Routes;
        _runtime = new UserRuntimeJson(runtime);
        _createQueue = createQueue;
    }

    public async Task<Guid> RegisterFunctionAsync(RegisterRequest request, CancellationToken cancellationToken)
    {
        using var body = WireJson.Content(request.ToJson(_runtime));
        using var answer = await (request.ContainerUuid is null
            ? _routes.RegisterFunctionAsync(body, RequestPolicy.Registration, cancellationToken)
            : _routes.RegisterContainerFunctionAsync(body, RequestPolicy.Registration, cancellationToken)).ConfigureAwait(false);
        return Read(answer, WireJson.Default.RegisterAnswer).FunctionUuid ?? throw Unreadable(answer, "The answer contains no function id.");
    }

    public int GetSubmitOverhead(SubmitRequest request) => SubmitContent.OverheadOf(request, _runtime);

    public async Task WaitForSubmitAsync(CancellationToken cancellationToken) =>
        await _connection.Budget.AcquireAsync(isPoll: false, cancellationToken).ConfigureAwait(false);

    public void SkipSubmit() => _connection.Budget.Refund(isPoll: false);

    public async Task<SubmitAnswer> SubmitAsync(SubmitRequest request, CancellationToken cancellationToken)
    {
        using var body = new SubmitContent(request, _runtime, _createQueue);
        var policy = RequestPolicy.Submission(request.Tasks.Count);
        using var answer = await _routes.SubmitAsync(request.EndpointId, body, policy, cancellationToken).ConfigureAwait(false);
        try
        {
            return SubmitAnswer.Parse(BodyOf(answer).Memory);
        }
        catch (JsonException e)
        {
            // Answered as accepted, in words that cannot be read: the tasks may well run.
            throw new AmbiguousOutcomeException(_connection.NameOf(answer.RequestMessage!), $"The answer cannot be read: {e.Message}", e);
        }
    }

    public Task<TaskStatusPage> GetBatchStatusAsync(IReadOnlyList<Guid> taskIds, CancellationToken cancellationToken) =>
        GetBatchStatusAsync(taskIds, RequestPolicy.Poll, cancellationToken);

    public Task<TaskStatusPage> WaitForBatchStatusAsync(IReadOnlyList<Guid> taskIds, CancellationToken cancellationToken) =>
        GetBatchStatusAsync(taskIds, RequestPolicy.HeldPoll, cancellationToken);

    private async Task<TaskStatusPage> GetBatchStatusAsync(IReadOnlyList<Guid> taskIds, RequestPolicy policy, CancellationToken cancellationToken)
    {
        using var body = WireJson.Content(new TaskIdsRequest(taskIds), WireJson.Default.TaskIdsRequest);
        var answer = await _routes.GetBatchStatusAsync(body, policy, cancellationToken).ConfigureAwait(false);
        try
        {
            return TaskStatusPage.Parse(BodyOf(answer), taskIds.Count);
        }
        catch (JsonException e)
        {
            answer.Dispose();
            throw Unreadable(answer, e.Message, e);
        }
    }

    public async Task<StreamAnswer> GetStreamAddressAsync(CancellationToken cancellationToken)
    {
        using var answer = await _routes.GetStreamAddressAsync(RequestPolicy.StreamAddress, cancellationToken).ConfigureAwait(false);
        var address = Read(answer, WireJson.Default.StreamAnswer);
        return address is { QueuePrefix: not null, ConnectionUrl: not null }
            ? address
            : throw Unreadable(answer, "The answer lacks the queue prefix or the URL.");
    }

    public void Dispose() => _connection.Dispose();

    private static PooledBody BodyOf(HttpResponseMessage answer) => ((PooledContent)answer.Content).Body;

    private T Read<T>(HttpResponseMessage answer, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return WireJson.Read(BodyOf(answer).Memory, type);
        }
        catch (JsonException e)
        {
            throw Unreadable(answer, $"The answer cannot be read: {e.Message}", e);
        }
    }

    private ComputeServiceException Unreadable(HttpResponseMessage answer, string detail, Exception? error = null) =>
        new(_connection.NameOf(answer.RequestMessage!), null, null, detail, error);
}
