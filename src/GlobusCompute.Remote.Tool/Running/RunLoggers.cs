using GlobusCompute.Remote.Shared.Text;
using GlobusCompute.Remote.Tool.Sessions;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>Loggers of a local run: what tasks print, as it stands, and warnings. Both go to standard error.</summary>
internal sealed class RunLoggers : ILoggerFactory, ILogger
{
    // The name of the local service's message for a line that a task printed.
    private const string TaskOutput = "Output";

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("These loggers write to one place only.");

    public void Dispose()
    {
        // There is nothing to let go of: the ILoggerFactory interface asks for this method.
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var isOutput = eventId.Name == TaskOutput;
        if (!IsEnabled(logLevel) || (logLevel < LogLevel.Warning && !isOutput))
        {
            return;
        }

        var text = PrintableText.Of(formatter(state, exception));
        var line = isOutput ? text : $"{(logLevel == LogLevel.Warning ? "warning" : "error")}: {text.ReplaceLineEndings(" | ")}";
        StatusLine.Write(() => Console.Error.WriteLine(line));
    }
}
