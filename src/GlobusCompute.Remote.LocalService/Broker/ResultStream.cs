using GlobusCompute.Remote.LocalService.Faults;
using GlobusCompute.Remote.LocalService.Tasks;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Broker;

/// <summary>The stream of results of a service that has a broker: queues, publisher, and the faults made on the way to it.</summary>
internal sealed class ResultStream : IAsyncDisposable
{
    private readonly ResultPublisher _publisher;
    private readonly StreamFaults _faults;

    public ResultStream(BrokerAddress address, bool onlyNotices, bool hasOwners, FaultSwitch faults, TimeProvider time, ILogger logger)
    {
        Address = address;
        _publisher = new ResultPublisher(address, onlyNotices, new QueueNames(hasOwners), time, logger);
        _faults = new StreamFaults(faults, _publisher, time);
    }

    public BrokerAddress Address { get; }

    public QueueNames Names => _publisher.Names;

    /// <summary>Connects for the first time.</summary>
    /// <exception cref="BrokerConnectionException">The broker is unreachable or refuses.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _publisher.StartAsync(cancellationToken);

    /// <summary>Makes a task group's queue. To be called before a task of the group can finish, so that no result finds its queue missing.</summary>
    public Task EnsureQueueAsync(Guid groupId, string user, CancellationToken cancellationToken) =>
        _publisher.EnsureQueueAsync(groupId, user, cancellationToken);

    /// <summary>Notes which of a group's new tasks shall have their results published before their submission is answered.</summary>
    /// <returns>How long the answer shall wait at most; null if it shall not.</returns>
    public TimeSpan? ChooseEarly(Guid groupId, IReadOnlyList<LocalTask> tasks) => _publisher.HasQueue(groupId) ? _faults.ChooseEarly(tasks) : null;

    /// <summary>Publishes the result of a task that has just ended, if its group has a queue.</summary>
    public void Publish(LocalTask task) => _faults.Publish(task);

    public StreamSnapshot Describe() => _publisher.Describe();

    /// <summary>Asks the broker for the queues that were created last.</summary>
    /// <param name="most">How many queues at most.</param>
    /// <param name="cancellationToken">Cancels the wait for the broker.</param>
    public Task<IReadOnlyList<QueueSnapshot>> MeasureQueuesAsync(int most, CancellationToken cancellationToken) =>
        _publisher.MeasureQueuesAsync(most, cancellationToken);

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();
}
