namespace GlobusCompute.Remote.Shared.Types;

/// <summary>What JSON makes of a type's values, the better first.</summary>
internal enum JsonFit
{
    /// <summary>Python reads the same value.</summary>
    Exact,

    /// <summary>It depends on the value.</summary>
    Dynamic,

    /// <summary>Python reads another value, a list for a tuple, say.</summary>
    Changed,

    /// <summary>There is no form, so the value is refused.</summary>
    Impossible,
}
