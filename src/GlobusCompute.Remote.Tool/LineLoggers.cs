using GlobusCompute.Remote.Diagnostics;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Tool;

/// <summary>
/// Loggers that write each message as one line: time, level, text. What the web server below says is left out until <see cref="IncludesServer"/>.
/// </summary>
internal sealed class LineLoggers(Action<string> write, TimeProvider time) : ILoggerFactory
{
    /// <summary>Set once the service runs: before that, the server logs at length what is also thrown.</summary>
    public bool IncludesServer { get; set; }

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName.StartsWith("Microsoft.", StringComparison.Ordinal));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("These loggers write to one place only.");

    public void Dispose()
    {
        // There is nothing to let go of: the ILoggerFactory interface asks for this method.
    }

    private sealed class LineLogger(LineLoggers owner, bool isServer) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) =>
            logLevel != LogLevel.None && (isServer ? owner.IncludesServer && logLevel >= LogLevel.Warning : logLevel >= LogLevel.Information);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var text = formatter(state, exception);
            owner.Write(logLevel, exception is null ? text : $"{text} {exception}");
        }
    }

    private void Write(LogLevel level, string text)
    {
        var name = level switch
        {
            LogLevel.Information => "info",
            LogLevel.Warning => "warning",
            _ => "error",
        };
        write($"{PlainText.TimeOfDay(time.GetUtcNow())} {name}: {PlainText.Clean(text.ReplaceLineEndings(" | "))}");
    }
}
