using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// What reading one payload may cost, in proportion to its length: bytes of values, steps of work, and instances of the app's types. The same counts go from
/// the reader of a pickle or of JSON through all that is made of the values, and through all formats of a combination.
/// </summary>
internal sealed class PayloadBudget
{
    [ThreadStatic]
    private static PayloadBudget? s_current;

    [ThreadStatic]
    private static PayloadBudget? s_idle;

    private long _reading;
    private long _total;
    private long _mostWork;
    private long _mostInstances;
    private long _most;
    private long _spent;
    private long _worked;
    private long _made;

    private PayloadBudget()
    {
    }

    /// <summary>The budget of the JSON that is being read on this thread, whose readers are called by System.Text.Json; null when there is none.</summary>
    public static PayloadBudget? Current => s_current;

    /// <summary>Bytes counted so far.</summary>
    public long Spent => _spent;

    /// <summary>Steps counted so far.</summary>
    public long Worked => _worked;

    /// <summary>The budget for a payload of a length.</summary>
    public static PayloadBudget For(long inputBytes) => new PayloadBudget().Begin(
        PayloadLimits.Reading(inputBytes),
        PayloadLimits.Total(inputBytes),
        PayloadLimits.Work(inputBytes),
        PayloadLimits.Instances(inputBytes));

    /// <summary>The budget for a payload of a length, to be returned when the payload is read: each thread keeps one.</summary>
    public static PayloadBudget Rent(long inputBytes)
    {
        var budget = s_idle ?? new PayloadBudget();
        s_idle = null;
        return budget.Begin(
            PayloadLimits.Reading(inputBytes),
            PayloadLimits.Total(inputBytes),
            PayloadLimits.Work(inputBytes),
            PayloadLimits.Instances(inputBytes));
    }

    /// <summary>Takes back a rented budget that nothing uses any more.</summary>
    public static void Return(PayloadBudget budget) => s_idle = budget;

    /// <summary>The budget where no payload is known that the cost could be in proportion to.</summary>
    public static PayloadBudget Unrelated() =>
        new PayloadBudget().Begin(PayloadLimits.Unrelated, PayloadLimits.Unrelated, PayloadLimits.UnrelatedWork, PayloadLimits.UnrelatedWork);

    /// <summary>Gets what is counted so far.</summary>
    public (long Spent, long Worked, long Made) Counts => (_spent, _worked, _made);

    /// <summary>Goes back to the memory and the instances that were counted before, since nothing was made. Work is done, and stays counted.</summary>
    /// <param name="counts">What was counted before.</param>
    /// <param name="kept">Bytes that were allocated all the same.</param>
    public void GoBack((long Spent, long Worked, long Made) counts, long kept) => (_spent, _made) = (counts.Spent + kept, counts.Made);

    /// <summary>Keeps a share of the memory free for what is made of the values.</summary>
    public void BeginReading() => _most = _reading;

    /// <summary>Leaves all of the memory to what is made of the values.</summary>
    public void BeginResult() => _most = _total;

    /// <summary>Counts bytes that values take.</summary>
    /// <exception cref="PayloadException">They are more than there may be.</exception>
    public void Charge(long bytes)
    {
        if (!TryCharge(bytes))
        {
            throw new PayloadException($"its values would take more than {_most:N0} bytes of memory, the limit for its size.");
        }
    }

    /// <summary>Counts bytes that values take; false when they are more than there may be.</summary>
    public bool TryCharge(long bytes) => (_spent += bytes) <= _most;

    /// <summary>Counts bytes of what is made of JSON on this thread.</summary>
    /// <exception cref="ShapeException">They are more than there may be.</exception>
    public static void ChargeJson(long bytes)
    {
        if (s_current is { } budget && !budget.TryCharge(bytes))
        {
            throw new ShapeException($"What the result holds would take more than {budget._most:N0} bytes of memory, the limit for its size. "
                + "Have the function return fewer and larger values, or declare a type that takes less.");
        }
    }

    /// <summary>What a list takes when it has to grow: twice what it had, or what is requested.</summary>
    public void ChargeGrowth(int count, int added, int capacity, int size)
    {
        if ((long)count + added > capacity)
        {
            Charge(32 + (size * Math.Max(Math.Max(2L * capacity, 4), (long)count + added)));
        }
    }

    /// <summary>Counts steps of work: items or entries looked at, a few characters or digits read.</summary>
    /// <exception cref="PayloadException">They are more than there may be.</exception>
    public void Work(long steps)
    {
        if (!TryWork(steps))
        {
            throw new PayloadException($"reading it would take more than {_mostWork:N0} steps of work, the limit for its size.");
        }
    }

    /// <summary>Counts steps of work; false when they are more than there may be.</summary>
    public bool TryWork(long steps) => (_worked += steps) <= _mostWork;

    /// <summary>Counts an instance of a type of the app; false when they are more than there may be.</summary>
    public bool TryMake() => ++_made <= _mostInstances;

    /// <summary>Makes this the budget of what is read on this thread until the scope is disposed of.</summary>
    public Scope Enter()
    {
        var outer = s_current;
        s_current = this;
        return new Scope(outer);
    }

    private PayloadBudget Begin(long reading, long total, long mostWork, long mostInstances)
    {
        (_reading, _total, _mostWork, _mostInstances) = (reading, total, mostWork, mostInstances);
        (_most, _spent, _worked, _made) = (total, 0, 0, 0);
        return this;
    }

    public readonly ref struct Scope(PayloadBudget? outer)
    {
        public void Dispose() => s_current = outer;
    }
}
