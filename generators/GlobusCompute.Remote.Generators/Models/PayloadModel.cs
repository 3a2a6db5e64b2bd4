namespace GlobusCompute.Remote.Generators.Models;

/// <summary>The formats in which a method's arguments and result travel; null where the library's default does.</summary>
/// <param name="Positional">The member of <c>PayloadFormat</c> for positional arguments.</param>
/// <param name="Keyword">The member of <c>PayloadFormat</c> for keyword arguments.</param>
/// <param name="Arrays">The member of <c>ArrayForm</c>.</param>
/// <param name="Results">The member of <c>ResultPreference</c>.</param>
/// <param name="Description">The choice in words, for the doc comment.</param>
internal sealed record PayloadModel(string? Positional, string? Keyword, string? Arrays, string? Results, string Description)
{
    /// <summary>For members that are not remote functions.</summary>
    public static PayloadModel None { get; } = new(null, null, null, null, "");
}
