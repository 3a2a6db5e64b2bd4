namespace GlobusCompute.Remote.Hosting.Configuration;

/// <summary>What a configuration key holds.</summary>
internal enum KeyKind
{
    Text,
    Flag,
    Integer,
    LongInteger,
    Time,
    Id,
    Address,
    Version,

    /// <summary>One of the names of <see cref="KnownKey.Names"/>.</summary>
    Choice,

    /// <summary>A list of texts.</summary>
    List,

    /// <summary>The keys of <see cref="KnownKey.Keys"/>.</summary>
    Section,

    /// <summary>Sections of those keys under names that the app chooses.</summary>
    Map,

    /// <summary>Anything: JSON of the app's, or a section that others read and check.</summary>
    Open,
}
