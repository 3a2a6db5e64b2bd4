namespace GlobusCompute.Remote.Hosting.Configuration;

/// <summary>A key that may stand in the configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record KnownKey(string Name, KeyKind Kind)
{
    /// <summary>The values of a choice.</summary>
    public string[] Names { get; init; } = [];

    /// <summary>The keys of a section, and of each section of a map.</summary>
    public KnownKey[] Keys { get; init; } = [];

    /// <summary>Whether a change takes effect while the app runs.</summary>
    public bool IsReloaded { get; init; }
}
