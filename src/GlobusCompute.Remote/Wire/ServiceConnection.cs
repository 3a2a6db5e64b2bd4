using System.Net;
using System.Net.Http.Headers;
using GlobusCompute.Remote.Diagnostics;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Wire;

/// <summary>Sends requests: credentials, budget, time limit, and another attempt where the rule of the request allows it.</summary>
internal sealed class ServiceConnection : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _baseUrl;
    private readonly IComputeCredential _credential;
    private readonly TimeSpan _timeout;
    private readonly int _maxAttempts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _userAgent;
    private readonly string _clientInfo;

    public ServiceConnection(ComputeClientOptions options, ILogger logger)
    {
        _credential = options.Credential ?? AccessTokenCredential.FromEnvironment();
        _http = new HttpClient(
            options.HttpMessageHandler ?? new SocketsHttpHandler
            {
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(15),
                PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            },
            disposeHandler: options.HttpMessageHandler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _baseUrl = options.ServiceUrl.AbsoluteUri.EndsWith('/') ? options.ServiceUrl : new Uri(options.ServiceUrl.AbsoluteUri + "/");
        _timeout = options.RequestTimeout;
        _maxAttempts = options.MaxAttempts;
        _time = options.TimeProvider;
        _logger = logger;
        Budget = new RequestBudget(options.RequestBudget, options.TimeProvider);
        var version = typeof(ServiceConnection).Assembly.GetName().Version!.ToString(3);
        // The service looks for the part that begins "globus-compute-sdk-" (protocol.md §3.1).
        _userAgent = $"globus-compute-remote-dotnet-{version}/globus-compute-sdk-{options.UserRuntime.SdkVersion}";
        _clientInfo = $"product=globus-compute-remote-dotnet,version={version}";
    }

    public RequestBudget Budget { get; }

    /// <param name="method">The method.</param>
    /// <param name="path">The path below the service's address, without a leading slash.</param>
    /// <param name="content">Makes the body anew for each attempt; null for none.</param>
    /// <param name="rule">When the request may be sent again.</param>
    /// <param name="isQuestion">Whether it asks for results.</param>
    /// <param name="prepaid">Whether the first attempt has been counted already.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <returns>The body of a good answer.</returns>
    /// <exception cref="ComputeServiceException">The service refused.</exception>
    /// <exception cref="ServiceUnreachableException">The service surely did nothing, or is repeatably out of reach.</exception>
    /// <exception cref="AmbiguousOutcomeException">Under <see cref="SendRule.AtMostOnce"/>: the service may have acted.</exception>
    public async Task<PooledBody> SendAsync(
        HttpMethod method, string path, Func<HttpContent>? content, SendRule rule, bool isQuestion, bool prepaid, CancellationToken cancellationToken)
    {
        var name = $"{method} /{path}";
        string? rejected = null;
        for (var attempt = 1; ; attempt++)
        {
            var tokenTask = GetTokenAsync(name, attempt, rejected, cancellationToken);
            if (prepaid && !tokenTask.IsCompleted)
            {
                // Renewing may take long; the request counts when it is sent.
                Budget.Refund(isQuestion);
                prepaid = false;
            }

            var token = await tokenTask.ConfigureAwait(false);
            if (token is null)
            {
                throw new ComputeServiceException(name, HttpStatusCode.Unauthorized, null, "The access token was refused, and there is no other.");
            }

            if (!prepaid)
            {
                var waited = await AcquireAsync(isQuestion, cancellationToken).ConfigureAwait(false);
                if (waited > TimeSpan.Zero)
                {
                    Log.BudgetWaited(_logger, name, waited);
                }
            }

            prepaid = false;
            var renewed = rejected is not null;
            var answer = await TryOnceAsync(method, path, name, content, token, cancellationToken).ConfigureAwait(false);
            if (answer.Body is { } body)
            {
                return body;
            }

            if (answer.IsUnauthorized && !renewed)
            {
                rejected = token;
                continue;
            }

            var mayRepeat = answer.SurelyNotAccepted ? rule != SendRule.Single : answer.MayPass && rule == SendRule.Repeatable;
            if (!mayRepeat || attempt >= _maxAttempts)
            {
                throw answer.ToException(name, attempt, rule);
            }

            var wait = RetryDelay.After(attempt, answer.RetryAfter);
            Log.RequestRepeated(_logger, name, attempt, wait, answer.LoggedReason);
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a request may be sent and counts it.</summary>
    /// <returns>How long it took.</returns>
    public async ValueTask<TimeSpan> AcquireAsync(bool isQuestion, CancellationToken cancellationToken)
    {
        var waited = await Budget.AcquireAsync(isQuestion, cancellationToken).ConfigureAwait(false);
        ComputeMeters.BudgetWaited(isQuestion, waited, _logger);
        return waited;
    }

    public void Dispose() => _http.Dispose();

    // Nothing was sent yet: whatever an app's credential throws, sending later is safe.
    private async ValueTask<string?> GetTokenAsync(string request, int attempt, string? rejected, CancellationToken cancellationToken)
    {
        try
        {
            return await _credential.GetTokenAsync(rejected, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServiceUnreachableException(request, attempt, $"the credential gave no access token: {e.Message}", e);
        }
    }

    private async Task<Attempt> TryOnceAsync(
        HttpMethod method, string path, string name, Func<HttpContent>? content, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_baseUrl, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        request.Headers.TryAddWithoutValidation("X-Globus-Client-Info", _clientInfo);
        var body = content?.Invoke();
        request.Content = body is null ? null : new TrackedContent(body);
        using var limit = new CancellationTokenSource(_timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            var answer = await PooledBody.ReadAsync(response.Content, both.Token).ConfigureAwait(false);
            if ((int)response.StatusCode < 400)
            {
                return Attempt.Good(answer);
            }

            using (answer)
            {
                var (code, detail) = ErrorAnswer.Read(answer.Memory, response.Content.Headers.ContentType?.MediaType);
                return Attempt.Answered(new ComputeServiceException(name, response.StatusCode, code, detail), response.Headers.RetryAfter);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e)
        {
            return Failed(request, limit.IsCancellationRequested ? $"there was no answer within {_timeout}." : e.Message, e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError
            is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return Attempt.NotSent(e.Message, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Failed(request, e.Message, e);
        }
    }

    // A body that was not handed over whole cannot have been acted on: its length was announced.
    private static Attempt Failed(HttpRequestMessage request, string reason, Exception error) =>
        request.Content is TrackedContent { IsHandedOver: false } ? Attempt.NotSent(reason, error) : Attempt.Lost(reason, error);
}
