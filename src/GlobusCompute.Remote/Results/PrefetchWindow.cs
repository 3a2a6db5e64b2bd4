namespace GlobusCompute.Remote.Results;

/// <summary>
/// Decides by the sizes of messages how many the broker may send ahead of their acknowledgement. RabbitMQ.Client holds all of them in memory without a limit
/// of its own, so many are allowed of small results alone. Not for several threads at a time.
/// </summary>
internal sealed class PrefetchWindow
{
    /// <summary>Bytes that the messages sent ahead should not exceed, at the size that messages have had lately.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    // A window is given up when its messages would exceed the limit so many times, lest it be opened and closed all the time.
    private const int Tolerance = 4;

    // Each message changes the average by this part, so that a few large ones are noticed at once.
    private const int Part = 64;

    // The smallest allows 10 MiB for each result, which is the service's limit. The largest is for brokers that handle acknowledgements behind thousands of
    // messages that are being published: with less, nothing is delivered meanwhile.
    private static readonly ushort[] s_sizes = [100, 1_000, 16_000];

    private long? _sum;
    private int _fitting;

    /// <summary>The steps from the smallest window, which is 0, to the largest.</summary>
    public static int LastStep => s_sizes.Length - 1;

    /// <summary>Gets the current step.</summary>
    public int Step { get; private set; }

    /// <summary>Gets the size that messages have had lately, in bytes.</summary>
    public long Average => (_sum ?? 0) / Part;

    /// <summary>Gets the number of messages that may be sent ahead at a step.</summary>
    public static ushort SizeOf(int step) => s_sizes[step];

    /// <summary>Gets the number of messages that a step adds to the one before.</summary>
    public static ushort AddedBy(int step) => step == 0 ? s_sizes[0] : (ushort)(s_sizes[step] - s_sizes[step - 1]);

    /// <summary>Notes the size of a message.</summary>
    /// <returns>The step that fits messages of such sizes: the current one, the next one, or one below.</returns>
    public int Observe(int bytes)
    {
        _sum = _sum is { } sum ? sum + bytes - Average : (long)bytes * Part;
        var fitting = Step;
        while (fitting > 0 && Average * s_sizes[fitting] > (long)Tolerance * MostBytes)
        {
            fitting--;
        }

        if (fitting < Step || Step == LastStep || Average * s_sizes[Step + 1] > MostBytes)
        {
            _fitting = 0;
            return fitting;
        }

        // As many in a row as the current window holds.
        return ++_fitting >= s_sizes[Step] ? Step + 1 : Step;
    }

    /// <summary>Takes another step. As many messages as before are observed until the next one.</summary>
    public void MoveTo(int step)
    {
        Step = step;
        _fitting = 0;
    }
}
