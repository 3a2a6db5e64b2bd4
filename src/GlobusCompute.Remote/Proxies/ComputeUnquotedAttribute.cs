namespace GlobusCompute.Remote;

/// <summary>
/// Puts the argument into the command as it is, for parts of a command that are chosen in code, such as a list of options or a pipeline. Whoever
/// chooses the value chooses what runs: never pass what comes from outside.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ComputeUnquotedAttribute : Attribute;
