using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>Loggers that write nothing: the command says itself what it finds.</summary>
internal sealed class QuietLoggers : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider)
    {
        // Nothing is written.
    }

    public void Dispose()
    {
        // There is nothing to let go of: the ILoggerFactory interface asks for this method.
    }
}
