namespace GlobusCompute.Remote.Architecture.Tests;

/// <summary>That something in one folder refers to something in another.</summary>
internal readonly record struct Arrow(string From, string To)
{
    public override string ToString() => $"{From} -> {To}";
}
