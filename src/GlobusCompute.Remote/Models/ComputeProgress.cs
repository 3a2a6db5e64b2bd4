namespace GlobusCompute.Remote.Models;

/// <summary>Represents the number of completed futures, or of completed items of a Map.</summary>
/// <param name="Completed">Ended, in whatever way.</param>
/// <param name="Failed">Of these, ended in an exception or canceled.</param>
/// <param name="Total">All; of a Map whose input does not tell its count, those that were read so far.</param>
public readonly record struct ComputeProgress(int Completed, int Failed, int Total);
