using GlobusCompute.Remote.Shared.Display;
using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote.Tool.Sessions;

/// <summary>A line on standard error that is drawn again and again while a command waits; nothing where standard error is not a terminal.</summary>
internal sealed class StatusLine : IAsyncDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    // Other lines are written in its place, not behind it. There is one terminal.
    private static readonly object s_lock = new();
    private static int s_drawn;

    private readonly CancellationTokenSource _end = new();
    private readonly Task _drawing;

    private StatusLine(Func<TimeSpan, string> text, bool isShown) => _drawing = isShown ? DrawAsync(text) : Task.CompletedTask;

    /// <summary>Begins to draw, unless the output is JSON or not a terminal.</summary>
    /// <param name="output">Where the command writes.</param>
    /// <param name="text">Gets the text, by the time since the begin.</param>
    public static StatusLine Start(ToolOutput output, Func<TimeSpan, string> text) => new(text, !output.IsJson && IsTerminal);

    /// <summary>Begins to draw a bar.</summary>
    /// <param name="output">Where the command writes.</param>
    /// <param name="count">Gets how many are done, of how many, and how many of those failed.</param>
    public static StatusLine StartBar(ToolOutput output, Func<(int Done, int Total, int Failed)> count) => Start(output, elapsed =>
    {
        var (done, total, failed) = count();
        return Bar(done, total, failed, elapsed);
    });

    /// <summary>Writes a bar: <c>[#####.....] 50/100, 2 failed, 12.5 tasks/s, 4.0 s left</c>.</summary>
    internal static string Bar(int done, int total, int failed, TimeSpan elapsed)
    {
        const int Width = 30;
        var filled = total == 0 ? Width : (int)((long)done * Width / total);
        var rate = elapsed.TotalSeconds > 0 ? done / elapsed.TotalSeconds : 0;
        var left = rate > 0 && done < total ? $", {DurationText.Of(TimeSpan.FromSeconds((total - done) / rate))} left" : "";
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"[{new string('#', filled)}{new string('.', Width - filled)}] {done}/{total}{(failed > 0 ? $", {failed} failed" : "")}, {rate:0.0} tasks/s{left}");
    }

    /// <summary>Writes something else in place of the line, which is drawn again below it.</summary>
    public static void Write(Action write)
    {
        lock (s_lock)
        {
            if (s_drawn > 0)
            {
                Console.Error.Write($"\r{new string(' ', s_drawn)}\r");
                s_drawn = 0;
            }

            write();
        }
    }

    private static bool IsTerminal => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _drawing.ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task DrawAsync(Func<TimeSpan, string> text)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await Task.Delay(s_interval, TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
            {
                break;
            }

            var line = PlainText.Clean(text(TimeProvider.System.GetElapsedTime(start)));
            var width = Math.Max(Width() - 1, 20);
            line = line.Length <= width ? line : line[..width];
            lock (s_lock)
            {
                Console.Error.Write($"\r{line.PadRight(s_drawn)}");
                s_drawn = line.Length;
            }
        }

        Write(static () => { });
    }

    private static int Width()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
