namespace GlobusCompute.Remote.Serialization;

/// <summary>When arguments in a <see cref="ComputeFormat"/> are compressed, with zlib, which every Python has.</summary>
public enum FormatCompression
{
    /// <summary>When the arguments of the call would not fit into a request otherwise, or one alone takes more than half of it.</summary>
    WhenNeeded,

    /// <summary>Always, where it makes the argument shorter.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}
