namespace GlobusCompute.Remote.LocalService;

/// <summary>
/// The message broker of <see cref="LocalComputeServiceSettings.AmqpUrl"/> could not be used when the service started. The message names the
/// broker, without its password, and what went wrong.
/// </summary>
public sealed class BrokerConnectionException : Exception
{
    internal BrokerConnectionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
