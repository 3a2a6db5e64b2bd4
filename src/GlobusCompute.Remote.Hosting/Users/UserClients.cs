using GlobusCompute.Remote.Hosting.Clients;
using GlobusCompute.Remote.Hosting.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.Hosting.Users;

/// <summary>The clients of users: as many as the app allows, and each for as long as it is used.</summary>
internal sealed class UserClients : IComputeClientFactory, IAsyncDisposable, IDisposable
{
    private readonly ClientMaker _maker;
    private readonly ExecutorCatalog _catalog;
    private readonly ExecutorSets _sets;
    private readonly IOptionsMonitor<GlobusComputeOptions> _options;
    private readonly TimeProvider _time;
    private readonly UserMeters _meters;
    private readonly ILogger _logger;
    private readonly object _lock = new();
    private readonly Dictionary<string, UserClient> _clients = new(StringComparer.Ordinal);

    // One for all; none while nobody is idle.
    private ITimer? _timer;
    private bool _isStopped;

    public UserClients(
        ClientMaker maker,
        ExecutorCatalog catalog,
        ExecutorSets sets,
        IOptionsMonitor<GlobusComputeOptions> options,
        TimeProvider time,
        UserMeters meters,
        ILoggerFactory loggers)
    {
        (_maker, _catalog, _sets, _options, _time, _meters) = (maker, catalog, sets, options, time, meters);
        _logger = loggers.CreateLogger(HostingLog.Category);
        meters.Watch(Count);
    }

    public ComputeClientLease Rent(ComputeUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        UserClient? removed = null;
        UserClient? client;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isStopped, typeof(IComputeClientFactory));
            if (!_clients.TryGetValue(user.Id, out client))
            {
                removed = MakeRoom();
                client = Make(user);
                _clients.Add(user.Id, client);
            }

            client.Credential.Use(user.Credential);
            client.Leases++;
        }

        if (removed is not null)
        {
            Close(removed, "limit");
        }

        return new ComputeClientLease(client.UserId, client.Client, client.Executors.Get, () => Return(client));
    }

    private void Return(UserClient client)
    {
        lock (_lock)
        {
            if (--client.Leases == 0 && !_isStopped)
            {
                client.IdleSince = _time.GetTimestamp();

                // Who is idle now is due after all others.
                if (_timer is null)
                {
                    Schedule(_options.CurrentValue.Users.IdleTimeout);
                }
            }
        }
    }

    /// <summary>Sends what is unsent, and ends all clients.</summary>
    public Task StopAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        Task.WhenAll(TakeAll().Select(client => ClientEnd.StopAsync(client.Client, timeout, _time, _logger, cancellationToken)));

    public async ValueTask DisposeAsync() => await Task.WhenAll(TakeAll().Select(static client => client.Client.DisposeAsync().AsTask())).ConfigureAwait(false);

    public void Dispose()
    {
        foreach (var client in TakeAll())
        {
            client.Client.Dispose();
        }
    }

    private (int Leased, int Idle) Count()
    {
        lock (_lock)
        {
            var leased = _clients.Values.Count(static client => client.Leases > 0);
            return (leased, _clients.Count - leased);
        }
    }

    private UserClient Make(ComputeUser user)
    {
        var credential = new UserCredential(user.Credential, _time);
        var client = _maker.MakeFor(user.Id, credential);
        var executors = new ExecutorSet(client, _catalog, _logger);
        _sets.Add(executors);
        return new UserClient(user.Id, credential, client, executors);
    }

    private UserClient? MakeRoom()
    {
        var limit = _options.CurrentValue.Users.MaxClients;
        if (_clients.Count < limit)
        {
            return null;
        }

        if (_clients.Values.Where(static client => client.IsIdle).MinBy(static client => client.IdleSince) is not { } oldest)
        {
            _meters.Refused();
            throw new ComputeClientLimitException(limit);
        }

        _clients.Remove(oldest.UserId);
        return oldest;
    }

    private void Schedule(TimeSpan due)
    {
        // A timer that belongs to all must not keep the context of the web request that happened to be the first.
        AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        try
        {
            _timer?.Dispose();
            _timer = _time.CreateTimer(static clients => ((UserClients)clients!).CloseIdle(), this, due, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            flow?.Undo();
        }
    }

    private void CloseIdle()
    {
        List<UserClient> closed = [];
        lock (_lock)
        {
            if (_isStopped)
            {
                return;
            }

            var (now, limit) = (_time.GetTimestamp(), _options.CurrentValue.Users.IdleTimeout);
            TimeSpan? next = null;
            foreach (var client in _clients.Values.Where(static client => client.Leases == 0))
            {
                var left = limit - _time.GetElapsedTime(client.IdleSince, now);
                if (left <= TimeSpan.Zero && client.IsIdle)
                {
                    closed.Add(client);
                    continue;
                }

                if (left <= TimeSpan.Zero)
                {
                    // Calls are pending. When the last one completes nobody says, so the time begins again.
                    client.IdleSince = now;
                    left = limit;
                }

                next = next < left ? next : left;
            }

            closed.ForEach(client => _clients.Remove(client.UserId));
            _timer?.Dispose();
            _timer = null;
            if (next is { } due)
            {
                Schedule(due);
            }
        }

        closed.ForEach(client => Close(client, "idle"));
    }

    private async void Close(UserClient client, string reason)
    {
        try
        {
            _sets.Remove(client.Executors);
            await client.Client.DisposeAsync().ConfigureAwait(false);
            _meters.Closed(reason);
            HostingLog.UserClientClosed(_logger, Count() is var (leased, idle) ? leased + idle : 0);
        }
        catch (Exception e)
        {
            HostingLog.UserClientNotClosed(_logger, e);
        }
    }

    private UserClient[] TakeAll()
    {
        lock (_lock)
        {
            _isStopped = true;
            _timer?.Dispose();
            _timer = null;
            UserClient[] clients = [.. _clients.Values];
            _clients.Clear();
            return clients;
        }
    }
}
