namespace GlobusCompute.Remote.Chaos;

/// <summary>What the process that makes the calls is told beside.</summary>
/// <param name="Service">The service.</param>
/// <param name="Sheet">The file that it writes outcomes to.</param>
internal sealed record ChildOptions(Uri Service, string Sheet);
