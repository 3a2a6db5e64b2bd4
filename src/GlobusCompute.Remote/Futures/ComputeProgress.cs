namespace GlobusCompute.Remote;

/// <summary>How many of a number of futures have ended.</summary>
/// <param name="Completed">Ended, in whatever way.</param>
/// <param name="Failed">Of these, ended in an exception or cancelled.</param>
/// <param name="Total">All.</param>
public readonly record struct ComputeProgress(int Completed, int Failed, int Total);
