using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Hosting.Tests.Apps;

/// <summary>Keeps all that is logged, as text.</summary>
internal sealed class LogList : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<(LogLevel Level, string Category, string Text)> _entries = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<(LogLevel Level, string Category, string Text)> Entries => [.. _entries];

    /// <summary>The messages of the hosting package.</summary>
    public IEnumerable<(LogLevel Level, string Category, string Text)> Own => Entries.Where(static entry => entry.Category == "GlobusCompute.Remote.Hosting");

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogList list, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => list._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // What sinks with structure write, too: the values of the message and of the scopes around it.
            var text = formatter(state, exception);
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
            {
                text += $" {{{string.Join(", ", values.Select(static value => $"{value.Key}={value.Value}"))}}}";
            }

            list._scopes.ForEachScope((scope, _) => text += $" [{scope}]", 0);
            list._entries.Enqueue((logLevel, category, exception is null ? text : $"{text}\n{exception}"));
        }
    }
}
