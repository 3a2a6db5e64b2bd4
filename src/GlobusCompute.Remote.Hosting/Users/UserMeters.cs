using System.Diagnostics.Metrics;

namespace GlobusCompute.Remote.Hosting.Users;

/// <summary>Counts clients of users, by what they do; never by user.</summary>
internal sealed class UserMeters
{
    private readonly Meter _meter;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _refused;

    public UserMeters(IMeterFactory factory)
    {
        _meter = factory.Create(GlobusComputeDefaults.MeterName);
        _closed = _meter.CreateCounter<long>("globus_compute.hosting.clients.closed", "{client}", "Number of clients of users that were closed, by reason.");
        _refused = _meter.CreateCounter<long>(
            "globus_compute.hosting.clients.refused", "{client}", "Number of clients of users that were refused because all were in use.");
    }

    /// <summary>Observes the clients.</summary>
    /// <param name="count">Counts those that are leased, and those that are not.</param>
    public void Watch(Func<(int Leased, int Idle)> count) => _meter.CreateObservableUpDownCounter(
        "globus_compute.hosting.clients",
        () =>
        {
            var (leased, idle) = count();
            return new[]
            {
                new Measurement<int>(leased, new KeyValuePair<string, object?>("globus_compute.hosting.state", "leased")),
                new Measurement<int>(idle, new KeyValuePair<string, object?>("globus_compute.hosting.state", "idle")),
            };
        },
        "{client}",
        "Number of clients of users, by state.");

    public void Closed(string reason) => _closed.Add(1, new KeyValuePair<string, object?>("globus_compute.hosting.reason", reason));

    public void Refused() => _refused.Add(1);
}
