using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>What the routes share, and what stays when the service is restarted.</summary>
internal sealed class ServiceState
{
    private readonly ConcurrentDictionary<string, int> _faults = new();

    public ServiceState(ChaosOptions options, StreamUser user, ResultPublisher publisher)
    {
        HasFaults = !options.Memory || options.Faults;
        Seed = options.Seed;
        Ledger = new Ledger(options);
        Tasks = new TaskResults(options.Seed, options.Memory ? null : new HostilePayloads(options.Seed));
        User = user;
        Results = new ResultMessages(this, publisher);
    }

    public bool HasFaults { get; }

    public int Seed { get; }

    public Ledger Ledger { get; }

    public TaskResults Tasks { get; }

    public FunctionBoard Functions { get; } = new();

    public StreamUser User { get; }

    public ResultMessages Results { get; }

    /// <summary>Faults that were made, by kind.</summary>
    public IReadOnlyDictionary<string, int> Faults => _faults;

    /// <summary>Counts a fault; null is none.</summary>
    public void Count(string? fault)
    {
        if (fault is not null)
        {
            _faults.AddOrUpdate(fault, 1, static (_, count) => count + 1);
        }
    }

    public static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream((int)(context.Request.ContentLength ?? 0));
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
