namespace GlobusCompute.Remote.Results;

/// <summary>How long to wait before asking again: nothing while much comes, and ever longer while nothing does.</summary>
internal sealed class PollPace(TimeSpan shortest, TimeSpan longest)
{
    private const double Growth = 1.5;

    // An answer of which this part had ended is likely to be followed by another one.
    private const double BusyShare = 0.25;

    public TimeSpan Shortest { get; } = shortest;

    /// <summary>The wait before the next question.</summary>
    public TimeSpan Wait { get; private set; } = shortest;

    public void Restart() => Wait = Shortest;

    public void Asked(int tasks, int ended)
    {
        if (ended >= tasks * BusyShare)
        {
            Wait = TimeSpan.Zero;
        }
        else if (ended > 0 || Wait < Shortest)
        {
            Wait = Shortest;
        }
        else
        {
            var longer = Wait * Growth;
            Wait = longer < longest ? longer : longest;
        }
    }
}
