using System.Diagnostics;

namespace QuickStart.Output;

/// <summary>A bar with a live rate. Into a file it writes plain lines, one for each quarter.</summary>
internal sealed class ProgressBar(int total, string unit)
{
    private const int Width = 40;
    private static readonly TimeSpan s_redrawInterval = TimeSpan.FromMilliseconds(50);

    private readonly bool _isTerminal = !Console.IsOutputRedirected;
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private TimeSpan _drawn = -s_redrawInterval;
    private int _quarters;

    public void Report(int done)
    {
        if (_isTerminal && (done == total || _time.Elapsed - _drawn >= s_redrawInterval))
        {
            _drawn = _time.Elapsed;
            Console.Write($"\r{Line(done)}");
        }
        else if (!_isTerminal && done * 4 / total > _quarters)
        {
            _quarters = done * 4 / total;
            Console.WriteLine(Line(done));
        }
    }

    /// <summary>Ends the line and gives the time since the start.</summary>
    public TimeSpan Finish()
    {
        _time.Stop();
        if (_isTerminal)
        {
            Console.WriteLine();
        }

        return _time.Elapsed;
    }

    private string Line(int done)
    {
        var filled = done * Width / total;
        var rate = done / Math.Max(_time.Elapsed.TotalSeconds, 0.001);
        return $"  [{new string('#', filled)}{new string('.', Width - filled)}] {done,6:N0} of {total:N0} {unit}, {rate,8:N0}/s";
    }
}
