using System.Net;
using System.Net.Http.Headers;
using GlobusCompute.Remote.Diagnostics;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Wire;

/// <summary>Sends the requests of the routes: credentials, budget, time limit, and another attempt where the policy of the request allows it.</summary>
internal sealed class SendingHandler : DelegatingHandler
{
    private readonly string _basePath;
    private readonly IComputeCredential _credential;
    private readonly RequestBudget _budget;
    private readonly TimeSpan _timeout;
    private readonly int _maxAttempts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly bool _ownsInner;

    public SendingHandler(ComputeClientOptions options, RequestBudget budget, ILogger logger)
        : base(options.HttpMessageHandler ?? new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        })
    {
        _basePath = options.ServiceUrl.AbsolutePath.TrimEnd('/');
        _credential = options.Credential ?? AccessTokenCredential.FromEnvironment();
        _budget = budget;
        _timeout = options.RequestTimeout;
        _maxAttempts = options.MaxAttempts;
        _time = options.TimeProvider;
        _logger = logger;
        _ownsInner = options.HttpMessageHandler is null;
    }

    /// <summary>Gets the method and route of a request.</summary>
    public string NameOf(HttpRequestMessage request) => $"{request.Method} {request.RequestUri!.PathAndQuery.AsSpan(_basePath.Length)}";

    /// <returns>A good answer with its body read.</returns>
    /// <exception cref="ComputeServiceException">The service refused.</exception>
    /// <exception cref="ServiceUnreachableException">The service surely did nothing, or is repeatably out of reach.</exception>
    /// <exception cref="AmbiguousOutcomeException">Under <see cref="SendRule.AtMostOnce"/>: the service may have acted.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var name = NameOf(request);
        request.Options.TryGetValue(RequestPolicy.Option, out var policy);
        var (rule, isPoll, prepaid) = policy!;
        var content = request.Content;
        string? rejected = null;
        for (var attempt = 1; ; attempt++)
        {
            var tokenTask = GetTokenAsync(name, attempt, rejected, cancellationToken);
            if (prepaid && !tokenTask.IsCompleted)
            {
                // Renewing may take long; the request counts when it is sent.
                _budget.Refund(isPoll);
                prepaid = false;
            }

            var token = await tokenTask.ConfigureAwait(false);
            if (token is null)
            {
                throw new ComputeServiceException(name, HttpStatusCode.Unauthorized, null, "The access token was refused, and there is no other.");
            }

            if (!prepaid)
            {
                var waited = await _budget.AcquireAsync(isPoll, cancellationToken).ConfigureAwait(false);
                if (waited > TimeSpan.Zero)
                {
                    Log.BudgetWaited(_logger, name, waited);
                }
            }

            prepaid = false;
            var renewed = rejected is not null;
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Content = content is null ? null : new TrackedContent(content);
            var outcome = await TryOnceAsync(request, name, cancellationToken).ConfigureAwait(false);
            if (outcome.Answer is { } answer)
            {
                return answer;
            }

            if (outcome.IsUnauthorized && !renewed)
            {
                rejected = token;
                continue;
            }

            var mayRepeat = outcome.SurelyNotAccepted ? rule != SendRule.Single : outcome.MayPass && rule == SendRule.Repeatable;
            if (!mayRepeat || attempt >= _maxAttempts)
            {
                throw outcome.ToException(name, attempt, rule);
            }

            var wait = RetryDelay.After(attempt, outcome.RetryAfter);
            Log.RequestRepeated(_logger, name, attempt, wait, outcome.LoggedReason);
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    // An app's handler is the app's.
    protected override void Dispose(bool disposing) => base.Dispose(disposing && _ownsInner);

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

    private async Task<Attempt> TryOnceAsync(HttpRequestMessage request, string name, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var response = await base.SendAsync(request, both.Token).ConfigureAwait(false);
            var answer = await PooledBody.ReadAsync(response.Content, both.Token).ConfigureAwait(false);
            if ((int)response.StatusCode < 400)
            {
                return Attempt.Good(new HttpResponseMessage(response.StatusCode) { RequestMessage = request, Content = new PooledContent(answer) });
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
