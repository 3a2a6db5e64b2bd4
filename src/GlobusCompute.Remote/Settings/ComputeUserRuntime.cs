namespace GlobusCompute.Remote.Settings;

/// <summary>
/// Describes the Python environment that is named to the service as the submitter's. Endpoints choose the worker's Python by it, and the service
/// derives the identity of the user-endpoint process from it: a change starts a second process.
/// </summary>
public sealed class ComputeUserRuntime
{
    /// <summary>Gets or sets the Python version workers should have, <c>major.minor.micro</c>. Default 3.11.2.</summary>
    public Version PythonVersion { get; set; } = new(3, 11, 2);

    /// <summary>Gets or sets the version of the Globus Compute SDK workers should have, as PEP 440 writes it. Default 4.15.0.</summary>
    public string SdkVersion { get; set; } = "4.15.0";

    /// <summary>Gets or sets the globus-sdk version that belongs to it. Default 4.9.0.</summary>
    public string GlobusSdkVersion { get; set; } = "4.9.0";

    /// <summary>The Python version with its three parts, as Python writes it.</summary>
    internal string PythonText => $"{PythonVersion.Major}.{PythonVersion.Minor}.{Math.Max(PythonVersion.Build, 0)}";

    internal ComputeUserRuntime Copy() => new() { PythonVersion = PythonVersion, SdkVersion = SdkVersion, GlobusSdkVersion = GlobusSdkVersion };

    /// <exception cref="ArgumentException">A version is missing or is not one. The message names it.</exception>
    internal void Validate()
    {
        OptionCheck.NotNull(PythonVersion, nameof(ComputeUserRuntime), nameof(PythonVersion));
        RequireVersion(SdkVersion, nameof(SdkVersion));
        RequireVersion(GlobusSdkVersion, nameof(GlobusSdkVersion));
    }

    // It goes into a header, too.
    private static void RequireVersion(string version, string name)
    {
        if (string.IsNullOrEmpty(version) || version.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '!' or '+' or '-' or '_')))
        {
            throw new ArgumentException($"{nameof(ComputeUserRuntime)}.{name} must be a version as PEP 440 writes it, such as 4.15.0.", name);
        }
    }
}
