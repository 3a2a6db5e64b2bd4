using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote.Wire;

/// <summary>The routes over HTTP.</summary>
internal sealed partial class HttpComputeService : IComputeService, IDisposable
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly ServiceConnection _connection;
    private readonly UserRuntimeJson _runtime;
    private readonly bool _createQueue;
    private readonly ComputePayloadOptions? _payloads;

    /// <param name="connection">Sends requests; owned from now on.</param>
    /// <param name="runtime">The Python environment to name.</param>
    /// <param name="createQueue">Whether submissions make the result queue of their group.</param>
    /// <param name="payloads">The payload formats that the app has added, or null.</param>
    public HttpComputeService(ServiceConnection connection, ComputeUserRuntime runtime, bool createQueue, ComputePayloadOptions? payloads = null)
    {
        _createQueue = createQueue;
        _payloads = payloads;
        _connection = connection;
        _runtime = new UserRuntimeJson(runtime);
    }

    public async Task<Guid> RegisterFunctionAsync(FunctionDefinition function, CancellationToken cancellationToken)
    {
        var path = RegistrationBody.PathOf(function);
        var body = RegistrationBody.Write(function, _runtime);
        using var answer = await _connection
            .SendAsync(HttpMethod.Post, path, () => Json(body), SendRule.Repeatable, isQuestion: false, prepaid: false, cancellationToken)
            .ConfigureAwait(false);
        var id = Read(answer, ServiceJsonContext.Default.RegisterAnswer, $"POST /{path}").FunctionId;
        return id != Guid.Empty ? id : throw new ComputeServiceException($"POST /{path}", null, null, "The answer names no function id.");
    }

    public async Task WaitForSubmitAsync(CancellationToken cancellationToken) =>
        await _connection.AcquireAsync(isQuestion: false, cancellationToken).ConfigureAwait(false);

    public void SkipSubmit() => _connection.Budget.Refund(isQuestion: false);

    public async Task<SubmitAnswer> SubmitAsync(SubmissionBatch batch, CancellationToken cancellationToken)
    {
        var path = $"v3/endpoints/{batch.Target.EndpointId:D}/submit";
        using var answer = await _connection
            .SendAsync(HttpMethod.Post, path, () => new SubmitContent(batch, _runtime, _createQueue, _payloads), SendRule.AtMostOnce, isQuestion: false, prepaid: true, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            return SubmitAnswer.Parse(answer.Memory);
        }
        catch (JsonException e)
        {
            // Answered as accepted, in words that cannot be read: the tasks may well run.
            throw new AmbiguousOutcomeException($"The answer cannot be read: {e.Message}", e);
        }
    }

    public async Task<TaskStatusPage> GetBatchStatusAsync(IReadOnlyList<Guid> taskIds, CancellationToken cancellationToken)
    {
        const string Path = "v2/batch_status";
        var body = ServiceQuestions.TaskIds(taskIds);
        var answer = await _connection
            .SendAsync(HttpMethod.Post, Path, () => Json(body), SendRule.Single, isQuestion: true, prepaid: false, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            return TaskStatusPage.Parse(answer);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            answer.Dispose();
            throw new ComputeServiceException($"POST /{Path}", null, null, e.Message, e);
        }
    }

    public async Task<StreamAddress> GetStreamAddressAsync(CancellationToken cancellationToken)
    {
        const string Path = "v2/get_amqp_result_connection_url";
        using var answer = await _connection
            .SendAsync(HttpMethod.Get, Path, content: null, SendRule.Single, isQuestion: false, prepaid: false, cancellationToken)
            .ConfigureAwait(false);
        var address = Read(answer, ServiceJsonContext.Default.StreamAnswer, $"GET /{Path}");
        return address is { QueuePrefix: not null, ConnectionUrl: { } url }
            ? new StreamAddress(address.QueuePrefix, url)
            : throw new ComputeServiceException($"GET /{Path}", null, null, "The answer lacks the queue prefix or the URL.");
    }

    public void Dispose() => _connection.Dispose();

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = s_json;
        return content;
    }

    private static T Read<T>(PooledBody body, JsonTypeInfo<T> type, string request)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body.Memory.Span, type)
                ?? throw new ComputeServiceException(request, null, null, "The answer is null.");
        }
        catch (JsonException e)
        {
            throw new ComputeServiceException(request, null, null, $"The answer cannot be read: {e.Message}", e);
        }
    }
}
