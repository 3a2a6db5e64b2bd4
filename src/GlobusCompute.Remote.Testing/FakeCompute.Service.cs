using System.Net;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Testing.Server;

namespace GlobusCompute.Remote.Testing;

/// <content>The service that clients see.</content>
public sealed partial class FakeCompute
{
    /// <summary>Gets or sets the status of endpoints, for example <c>offline</c>. Default <c>online</c>.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public string EndpointStatus
    {
        get => _service.Endpoints.Status.Status;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            _service.Endpoints.Status = new ComputeEndpointStatus(value);
        }
    }

    /// <summary>
    /// Gets or sets whether clients reach the service. While they do not, calls fault with <see cref="CallRefusedException"/> and other requests with
    /// <see cref="ServiceUnreachableException"/>, both at once; results of earlier calls arrive later. Default true.
    /// </summary>
    public bool IsReachable
    {
        get => _service.IsReachable;
        set => _service.IsReachable = value;
    }

    /// <summary>Sets the status of an endpoint with its workers and tasks.</summary>
    /// <param name="status">The status.</param>
    /// <param name="endpointId">The endpoint; null (the default) for all that have no status of their own.</param>
    /// <exception cref="ArgumentNullException"><paramref name="status"/> is null.</exception>
    public void SetEndpointStatus(ComputeEndpointStatus status, Guid? endpointId = null)
    {
        ArgumentNullException.ThrowIfNull(status);
        if (endpointId is { } id)
        {
            _service.Endpoints.SetStatus(id, status);
        }
        else
        {
            _service.Endpoints.Status = status;
        }
    }

    /// <summary>Refuses submissions from now on: calls fault with <see cref="CallRefusedException"/>.</summary>
    /// <param name="status">The status, for example 403.</param>
    /// <param name="reason">The explanation of the service.</param>
    /// <param name="code">The code of the service.</param>
    /// <exception cref="ArgumentNullException"><paramref name="reason"/> or <paramref name="code"/> is null.</exception>
    public void RefuseSubmissions(HttpStatusCode status, string reason, string code = "REFUSED_BY_FAKE") =>
        _service.Submissions = Refusal(status, reason, code);

    /// <summary>Accepts submissions again.</summary>
    public void AcceptSubmissions() => _service.Submissions = null;

    /// <summary>
    /// Refuses registrations of functions from now on: calls of functions that are not registered yet fault with <see cref="FunctionRegistrationException"/>.
    /// </summary>
    /// <param name="status">The status, for example 403.</param>
    /// <param name="reason">The explanation of the service.</param>
    /// <param name="code">The code of the service.</param>
    /// <exception cref="ArgumentNullException"><paramref name="reason"/> or <paramref name="code"/> is null.</exception>
    public void RefuseRegistrations(HttpStatusCode status, string reason, string code = "REFUSED_BY_FAKE") =>
        _service.Registrations = Refusal(status, reason, code);

    /// <summary>Accepts registrations of functions again.</summary>
    public void AcceptRegistrations() => _service.Registrations = null;

    private static FakeService.Refusal Refusal(HttpStatusCode status, string reason, string code)
    {
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentNullException.ThrowIfNull(code);
        return new FakeService.Refusal(status, reason, code);
    }
}
