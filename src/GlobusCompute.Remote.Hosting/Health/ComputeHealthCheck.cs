using System.Net;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Hosting.Clients;
using GlobusCompute.Remote.Models;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GlobusCompute.Remote.Hosting.Health;

/// <summary>
/// Looks at what calls need: a token, the service, the delivery of results, endpoints and functions. docs/hosting.md tells what each is worth.
/// </summary>
internal sealed class ComputeHealthCheck(
    ComputeHealthOptions options,
    ComputeClient client,
    SharedClient shared,
    ExecutorCatalog executors,
    TimeProvider time,
    IEnumerable<IComputeServiceReplacement> replacements) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var findings = new HealthFindings(context.Registration.FailureStatus);
        findings.Add("service", client.ServiceUrl.AbsoluteUri);
        findings.Add("pending_calls", client.PendingCalls);
        findings.Add("unsent_calls", client.UnsentCalls);
        CheckDelivery(findings);

        // The token comes first: without one, every question would only say the same.
        if (await AskAsync(findings, "credential", GetTokenAsync, cancellationToken).ConfigureAwait(false))
        {
            await Task.WhenAll(Questions(findings, cancellationToken)).ConfigureAwait(false);
        }

        return findings.ToResult();
    }

    private void CheckDelivery(HealthFindings findings)
    {
        var state = client.DeliveryState;
        switch (state)
        {
            case ComputeDeliveryState.SignInRequired:
                findings.Fail("delivery", "sign-in required: the service returns results only after another sign-in.");
                break;
            case ComputeDeliveryState.Polling when shared.Options?.Delivery == ComputeDelivery.Stream:
                findings.Fail("delivery", "the result stream is not open, and results are polled.", HealthStatus.Degraded);
                break;
            default:
                findings.Add("delivery", state.ToString());
                break;
        }
    }

    private IEnumerable<Task> Questions(HealthFindings findings, CancellationToken cancellationToken)
    {
        yield return AskAsync(findings, "rest", token => CheckServiceAsync(findings, token), cancellationToken);
        foreach (var (id, hash) in options.Functions)
        {
            var subject = $"function:{id}";
            if (replacements.Any())
            {
                // It was registered with another service than the one that is called.
                findings.Add(subject, "not looked at, as the service is replaced");
                continue;
            }

            yield return AskAsync(findings, subject, token => CheckFunctionAsync(findings, subject, id, hash, token), cancellationToken);
        }

        foreach (var name in options.CheckEndpoints ? options.Executors.DefaultIfEmpty().SelectMany(NamesOf) : [])
        {
            var subject = $"endpoint:{name}";
            yield return AskAsync(findings, subject, token => CheckEndpointAsync(findings, subject, name, token), cancellationToken);
        }
    }

    private IEnumerable<string> NamesOf(string? name) => name is null ? executors.Names : [name];

    private async Task GetTokenAsync(CancellationToken cancellationToken)
    {
        if (shared.Options?.Credential is { } credential)
        {
            await credential.GetTokenAsync(new ComputeTokenContext(allowsInteraction: false), cancellationToken).AsTask()
                .WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CheckServiceAsync(HealthFindings findings, CancellationToken cancellationToken)
    {
        if (await client.CheckVersionAsync(cancellationToken).ConfigureAwait(false) is { } version)
        {
            findings.Add("rest", version.Api is { Length: > 0 } api ? $"version {api}" : "answers");
        }
        else
        {
            findings.Fail("rest", "the service does not answer; the log says why.");
        }
    }

    private async Task CheckEndpointAsync(HealthFindings findings, string subject, string name, CancellationToken cancellationToken)
    {
        var endpointId = executors.EndpointOf(executors.Find(name));
        var status = await client.GetEndpointStatusAsync(endpointId, cancellationToken).ConfigureAwait(false);
        var shown = status.Status.Length == 0 ? "without a status" : status.Status;
        if (!status.IsOnline)
        {
            findings.Fail(subject, $"endpoint {endpointId} is {shown}.", options.OfflineEndpoint);
        }
        else
        {
            findings.Add(subject, status.IdleWorkers is { } idle ? $"{shown}, {idle} workers idle" : shown);
        }
    }

    private async Task CheckFunctionAsync(HealthFindings findings, string subject, Guid id, string? hash, CancellationToken cancellationToken)
    {
        var function = await client.GetFunctionAsync(id, cancellationToken).ConfigureAwait(false);
        switch (hash is null ? true : FunctionHashes.Match(function, hash))
        {
            case true:
                findings.Add(subject, function.Name ?? "registered");
                break;
            case false:
                findings.Fail(subject, $"{function.Name} is registered with another source than the one that is pinned.");
                break;
            case null:
                findings.Fail(subject, "the service does not show the source, which cannot be compared with its hash.", HealthStatus.Degraded);
                break;
        }
    }

    private async Task<bool> AskAsync(HealthFindings findings, string subject, Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await ask(both.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            findings.Fail(subject, $"no answer within {options.Timeout.TotalSeconds:0.###} seconds.");
        }
        catch (AuthorizationRequiredException e)
        {
            var parameters = e.Parameters.ToString() == AuthorizationParameters.None.ToString() ? "" : $" The next sign-in must have: {e.Parameters}.";
            findings.Fail("credential", $"sign-in required: {e.Message}{parameters}");
        }
        catch (ComputeServiceException e) when (e.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            findings.Fail(e.StatusCode == HttpStatusCode.Unauthorized ? "credential" : subject, e.Message);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, calls would meet it too; a credential is the app's own, and may throw anything.
            findings.Fail(subject, e.Message);
        }

        return false;
    }
}
