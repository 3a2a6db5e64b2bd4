namespace GlobusCompute.Remote.LocalService.Faults;

/// <summary>The plan in force, which can be changed at any time.</summary>
internal sealed class FaultSwitch(TimeProvider time)
{
    private volatile ActiveFaults? _current;

    /// <summary>The plan in force and what it has counted; null for no faults.</summary>
    public ActiveFaults? Current => _current;

    public FaultPlan? Plan
    {
        get => _current?.Plan;
        set => _current = value is null ? null : new ActiveFaults(value, time);
    }
}
