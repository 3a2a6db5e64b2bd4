namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>Python's names that pickled arguments refer to: all public, and the same in every Python and numpy. The number is the place in the memo.</summary>
internal enum PickleGlobal
{
    DateTime,
    Date,
    Time,
    TimeDelta,
    TimeZone,
    Utc,
    Decimal,
    Uuid,
    Complex,
    NdArray,
    DType,
}
