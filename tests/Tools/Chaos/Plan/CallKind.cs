namespace GlobusCompute.Remote.Chaos.Plan;

/// <summary>The functions that are called.</summary>
internal enum CallKind
{
    /// <summary>Not idempotent: it must not run twice.</summary>
    Once = 1,

    /// <summary>Idempotent: sent again when its fate is not known.</summary>
    Again,

    /// <summary>Gives text of all kinds of characters.</summary>
    Text,

    /// <summary>Gives what a converter of the app takes long to read.</summary>
    Slow,

    /// <summary>Gives a hostile payload, read as any value.</summary>
    Hostile,

    /// <summary>Gives a hostile payload, read as numbers.</summary>
    HostileNumbers,

    /// <summary>Raises.</summary>
    Fails,

    /// <summary>Registered from its source.</summary>
    Sourced,
}
