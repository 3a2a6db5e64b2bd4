using GlobusCompute.Remote.Diagnostics;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Results;

/// <summary>Measures how long the service has been unreachable.</summary>
internal sealed class OutageClock(TimeSpan longest, TimeProvider time, ILogger logger)
{
    private long? _start;

    /// <summary>The service has answered.</summary>
    public void Contact()
    {
        if (_start is not null)
        {
            Log.OutageEnded(logger);
            _start = null;
        }
    }

    /// <summary>What was before does not count: nothing was awaited, or results came another way.</summary>
    public void Restart() => _start = null;

    /// <summary>The service was unreachable.</summary>
    /// <returns>Whether that has lasted too long.</returns>
    public bool IsTooLong(Exception cause, out TimeSpan outage)
    {
        if (_start is not { } start)
        {
            Log.OutageBegan(logger, LogReason.Of(cause));
            _start = time.GetTimestamp();
            outage = TimeSpan.Zero;
            return false;
        }

        outage = time.GetElapsedTime(start);
        if (outage < longest)
        {
            return false;
        }

        Log.OutageTooLong(logger, outage, LogReason.Of(cause));
        _start = null;
        return true;
    }
}
