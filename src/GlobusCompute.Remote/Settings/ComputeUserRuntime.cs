namespace GlobusCompute.Remote.Settings;

/// <summary>
/// The Python environment named to the service as the submitter's. Endpoints choose the worker's Python by it, and the service
/// derives the identity of the user-endpoint process from it: change it, and a second process starts.
/// </summary>
public sealed record ComputeUserRuntime
{
    /// <summary>The Python version workers should have, <c>major.minor.micro</c>. Default 3.11.2.</summary>
    public Version PythonVersion { get; init; } = new(3, 11, 2);

    /// <summary>The Globus Compute SDK version workers should have, as PEP 440 spells it. Default 4.15.0.</summary>
    public string SdkVersion { get; init; } = "4.15.0";

    /// <summary>The globus-sdk version that belongs to it. Default 4.9.0.</summary>
    public string GlobusSdkVersion { get; init; } = "4.9.0";

    /// <summary>The Python version with its three parts, as Python writes it.</summary>
    internal string PythonText => $"{PythonVersion.Major}.{PythonVersion.Minor}.{Math.Max(PythonVersion.Build, 0)}";

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(PythonVersion);
        RequireVersion(SdkVersion, nameof(SdkVersion));
        RequireVersion(GlobusSdkVersion, nameof(GlobusSdkVersion));
    }

    // It goes into a header, too.
    private static void RequireVersion(string version, string name)
    {
        if (string.IsNullOrEmpty(version) || version.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '!' or '+' or '-' or '_')))
        {
            throw new ArgumentException($"{nameof(ComputeUserRuntime)}.{name} must be a version as PEP 440 spells it, such as 4.15.0.", name);
        }
    }
}
