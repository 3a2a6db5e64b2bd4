namespace GlobusCompute.Remote.Benchmarks;

/// <summary>What the echo service has done since it was started.</summary>
/// <param name="Tasks">The number of tasks.</param>
/// <param name="Requests">The number of requests.</param>
/// <param name="ProcessorSeconds">The processor time of its process, the built-in broker's included.</param>
/// <param name="MemoryBytes">The resident memory of its process.</param>
internal sealed record EchoStats(long Tasks, long Requests, double ProcessorSeconds, long MemoryBytes);
