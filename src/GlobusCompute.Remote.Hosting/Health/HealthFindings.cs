using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GlobusCompute.Remote.Hosting.Health;

/// <summary>Collects what the parts of a health check find.</summary>
/// <param name="failure">What a failure is worth.</param>
internal sealed class HealthFindings(HealthStatus failure)
{
    private readonly object _lock = new();
    private readonly SortedDictionary<string, object> _facts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _problems = new(StringComparer.Ordinal);
    private HealthStatus _status = HealthStatus.Healthy;

    /// <summary>Notes a fact.</summary>
    public void Add(string subject, object fact)
    {
        lock (_lock)
        {
            _facts[subject] = fact;
        }
    }

    /// <summary>Notes what is wrong, and how much. Of one subject, the first problem is shown.</summary>
    public void Fail(string subject, string problem, HealthStatus? status = null)
    {
        lock (_lock)
        {
            if (_problems.TryAdd(subject, problem))
            {
                _facts[subject] = problem;
            }

            _status = (HealthStatus)Math.Min((int)_status, (int)(status ?? failure));
        }
    }

    public HealthCheckResult ToResult()
    {
        lock (_lock)
        {
            var description = _problems.Count == 0
                ? "All is in order."
                : string.Join(' ', _problems.Select(static problem => $"{problem.Key}: {problem.Value}"));
            return new HealthCheckResult(_status, description, data: new Dictionary<string, object>(_facts));
        }
    }
}
