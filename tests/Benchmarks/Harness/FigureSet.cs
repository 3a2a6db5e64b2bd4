namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Figures that are measured together.</summary>
/// <param name="Name">The command that prints them.</param>
/// <param name="Title">The heading.</param>
/// <param name="How">How they are measured, in a sentence or two.</param>
/// <param name="MeasureAsync">Measures them.</param>
internal sealed record FigureSet(string Name, string Title, string How, Func<BenchmarkOptions, Task<IReadOnlyList<Figure>>> MeasureAsync);
