namespace GlobusCompute.Remote.Models;

/// <summary>How many of a number of futures, or of the items of a Map, have ended.</summary>
/// <param name="Completed">Ended, in whatever way.</param>
/// <param name="Failed">Of these, ended in an exception or canceled.</param>
/// <param name="Total">All; of a Map whose input does not tell its count, those that were read so far.</param>
public readonly record struct ComputeProgress(int Completed, int Failed, int Total);
