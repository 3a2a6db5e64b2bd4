namespace GlobusCompute.Remote.TestFixtures;

/// <summary>A RabbitMQ node could not be started, asked or stopped; the message has what it printed.</summary>
public sealed class RabbitMqException(string message) : Exception(message);
