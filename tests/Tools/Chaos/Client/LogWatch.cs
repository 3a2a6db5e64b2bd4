using System.Collections.Concurrent;
using System.Globalization;
using GlobusCompute.Remote.Chaos.Plan;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>Reads all that the library logs: nothing of it may hold a secret, and no loop may meet what it does not expect.</summary>
internal sealed class LogWatch(OutcomeSheet sheet, bool prints) : ILoggerFactory, ILogger
{
    private readonly ConcurrentDictionary<string, int> _entries = new();

    /// <summary>Entries by level and event.</summary>
    public IEnumerable<KeyValuePair<string, int>> Entries => _entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = $"{formatter(state, exception)} {exception}";
        _entries.AddOrUpdate(string.Create(CultureInfo.InvariantCulture, $"{logLevel} {eventId.Id:000} {eventId.Name}"), 1, static (_, count) => count + 1);
        if (prints && logLevel >= LogLevel.Information)
        {
            Console.WriteLine(text);
        }

        if (text.Contains(Secrets.Mark, StringComparison.OrdinalIgnoreCase))
        {
            sheet.Note($"secret in the log: {eventId.Id} {text}");
        }

        if (exception is not null && logLevel >= LogLevel.Error)
        {
            sheet.Note($"error in the log: {eventId.Id} {text}");
        }
    }

    public void Dispose()
    {
    }
}
