using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Hosting.Filters;

/// <summary>What filters log.</summary>
internal static partial class FilterLog
{
    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "The cache of results could not be read. The call is submitted.")]
    public static partial void CacheNotRead(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 302, Level = LogLevel.Warning, Message = "A result could not be written to the cache. The call has it all the same.")]
    public static partial void CacheNotWritten(ILogger logger, Exception exception);
}
