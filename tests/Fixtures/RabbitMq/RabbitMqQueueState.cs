namespace GlobusCompute.Remote.TestFixtures;

/// <summary>What a queue holds.</summary>
/// <param name="Ready">Messages that wait for a consumer.</param>
/// <param name="Unacknowledged">Messages that a consumer has and has not acknowledged.</param>
/// <param name="Consumers">Consumers of the queue.</param>
public sealed record RabbitMqQueueState(int Ready, int Unacknowledged, int Consumers);
