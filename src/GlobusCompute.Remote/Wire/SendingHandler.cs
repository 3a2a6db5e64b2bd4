using System.Net.Http.Headers;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Exceptions;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Wire;

/// <summary>Sends the requests of the routes: credentials, budget, time limit, and another attempt where the policy of the request allows it.</summary>
internal sealed class SendingHandler : DelegatingHandler
{
    private readonly string _basePath;
    private readonly AccessTokens _tokens;
    private readonly RequestBudget _budget;
    private readonly TimeSpan _timeout;
    private readonly int _maxAttempts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly bool _ownsInner;

    public SendingHandler(ComputeClientOptions options, RequestBudget budget, ILogger logger)
        : base(options.HttpMessageHandler ?? options.Network.CreateHttpHandler(options.ServiceUrl))
    {
        _basePath = options.ServiceUrl.AbsolutePath.TrimEnd('/');
        _tokens = new AccessTokens(
            options.Credential ?? ComputeAccessTokenCredential.FromEnvironment(), options.RequestTimeout, options.AllowInteraction, options.TimeProvider);
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
    /// <exception cref="AuthorizationRequiredException">It requires another sign-in.</exception>
    /// <exception cref="ServiceUnreachableException">The service surely did nothing, or is repeatedly unreachable.</exception>
    /// <exception cref="AmbiguousOutcomeException">Under <see cref="SendRule.AtMostOnce"/>: the service may have acted.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var name = NameOf(request);
        request.Options.TryGetValue(RequestPolicy.Option, out var policy);
        var (rule, maxAnswerBytes, isPoll, prepaid, _) = policy!;
        var content = request.Content;
        string? rejected = null;
        AuthorizationRequiredException? required = null;
        var hasSignedIn = false;
        for (var attempt = 1; ; attempt++)
        {
            var tokenTask = required is null
                ? _tokens.GetAsync(name, attempt, policy!.IsBackground, rejected, cancellationToken)
                : _tokens.SignInAgainAsync(name, policy!.IsBackground, rejected!, required, cancellationToken);
            if (prepaid && !tokenTask.IsCompleted)
            {
                // Renewing may take long; the request counts when it is sent.
                _budget.Refund(isPoll);
                prepaid = false;
            }

            var token = await tokenTask.ConfigureAwait(false);
            if (!prepaid)
            {
                var waited = await _budget.AcquireAsync(isPoll, cancellationToken).ConfigureAwait(false);
                if (waited > TimeSpan.Zero)
                {
                    Log.BudgetWaited(_logger, name, waited);
                }
            }

            prepaid = false;
            var renewed = rejected is not null && required is null;
            required = null;
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Content = content is null ? null : new TrackedContent(content);
            var outcome = await TryOnceAsync(request, name, maxAnswerBytes, cancellationToken).ConfigureAwait(false);
            if (outcome.Answer is { } answer)
            {
                return answer;
            }

            if (outcome.Required is { } requirements && !hasSignedIn)
            {
                // Refused before anything was done, so that it is sent once more whatever its rule.
                (rejected, required, hasSignedIn) = (token, requirements, true);
                continue;
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

    private async Task<Attempt> TryOnceAsync(HttpRequestMessage request, string name, int maxAnswerBytes, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var response = await base.SendAsync(request, both.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return await ReadFailureAsync(response, name, both.Token, cancellationToken).ConfigureAwait(false);
            }

            var answer = await PooledBody.ReadAsync(response.Content, maxAnswerBytes, both.Token).ConfigureAwait(false);
            return Attempt.Good(new HttpResponseMessage(response.StatusCode) { RequestMessage = request, Content = new PooledContent(answer) });
        }
        catch (AnswerTooLongException e)
        {
            return Attempt.NotUnderstood(new ComputeServiceException(name, null, null, $"It was not read, as {e.Message}", e));
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
            return Attempt.NotSent(Describe(e), e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            return Failed(request, e.Message, e);
        }
    }

    // The status says what was done; the body only explains it, as far as it can be read.
    private static async Task<Attempt> ReadFailureAsync(HttpResponseMessage response, string name, CancellationToken limit, CancellationToken cancellationToken)
    {
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            return Attempt.Redirected(new ComputeServiceException(
                name,
                response.StatusCode,
                null,
                $"A redirect to {Place(response)} is not followed; "
                + $"{nameof(ComputeClientOptions)}.{nameof(ComputeClientOptions.ServiceUrl)} must be the service itself."));
        }

        var (code, detail, required) = ((string?)null, (string?)null, (AuthorizationParameters?)null);
        try
        {
            using var body = await PooledBody.ReadStartAsync(response.Content, AnswerLimit.Error, limit).ConfigureAwait(false);
            (code, detail, required) = ErrorAnswer.Read(body.Memory, response.Content.Headers.ContentType?.MediaType);
        }
        catch (Exception e)
            when (!cancellationToken.IsCancellationRequested
                && (e is OperationCanceledException or HttpRequestException or IOException or InvalidDataException))
        {
            detail = $"Its explanation cannot be read: {e.Message}";
        }

        return required is not null
            ? Attempt.Authorize(new AuthorizationRequiredException(name, required.Message ?? detail ?? required.ToString(), required, null))
            : Attempt.Answered(new ComputeServiceException(name, response.StatusCode, code, detail), response.Headers.RetryAfter);
    }

    // Without what may be secret in an address.
    private static string Place(HttpResponseMessage response) =>
        response.Headers.Location is { IsAbsoluteUri: true } place ? place.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : "another place";

    // Of TLS and of proxies, the framework says the reason only inside.
    private static string Describe(HttpRequestException error) => error switch
    {
        { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: { } inner } => $"the TLS connection was not established: {inner.Message}",
        { HttpRequestError: HttpRequestError.ProxyTunnelError, InnerException: { } inner } => $"{error.Message} {inner.Message}",
        _ => error.Message,
    };

    // A body that was not handed over whole cannot have been acted on: its length was announced.
    private static Attempt Failed(HttpRequestMessage request, string reason, Exception error) =>
        request.Content is TrackedContent { IsHandedOver: false } ? Attempt.NotSent(reason, error) : Attempt.Lost(reason, error);
}
