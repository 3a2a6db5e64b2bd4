namespace GlobusCompute.Remote.LocalService.Broker;

/// <summary>The queue of a task group as it was when it was looked at.</summary>
/// <param name="GroupId">The task group.</param>
/// <param name="Name">What the queue is called.</param>
/// <param name="IsCreated">Whether the broker has it; else it is created with the next connection.</param>
/// <param name="Messages">How many results wait in it; null if the broker did not say.</param>
/// <param name="Consumers">How many clients read it; null if the broker did not say.</param>
internal sealed record QueueSnapshot(Guid GroupId, string Name, bool IsCreated, long? Messages, long? Consumers);
