namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>A part of a type whose values cannot be sent or read.</summary>
/// <param name="Member">The property that it is the type of, with its class; null for the type itself and what its arrays and collections hold.</param>
/// <param name="What">What it is, with an article.</param>
/// <param name="Instead">What to use in its place.</param>
internal readonly record struct RefusedPart(string? Member, string What, string Instead)
{
    /// <summary>What a message says of the parameter or the result.</summary>
    public string Phrase => Member is null ? $"is {What}" : $"has the member {Member}, {What}";
}
