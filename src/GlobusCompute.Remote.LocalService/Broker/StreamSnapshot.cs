namespace GlobusCompute.Remote.LocalService.Broker;

/// <summary>The stream of results as it was when it was looked at.</summary>
/// <param name="Broker">The address of the broker, without a password.</param>
/// <param name="IsConnected">Whether the service has a connection to it.</param>
/// <param name="Confirmed">How many messages the broker has confirmed.</param>
/// <param name="Waiting">How many messages wait to be published.</param>
/// <param name="QueueCount">How many task groups have a queue.</param>
internal sealed record StreamSnapshot(string Broker, bool IsConnected, long Confirmed, int Waiting, int QueueCount);
