using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Shared.Locking;

namespace GlobusCompute.Remote.Locking;

/// <summary>
/// A remote method of a project with all that would be registered for it. Methods whose attribute names a function id, and commands, are none: there is nothing
/// to pin. Immutable.
/// </summary>
public sealed record PinnableFunction
{
    private readonly string _method = "";
    private readonly string _source = "";
    private readonly PythonFunctionOptions _options = new();

    /// <summary>Gets or sets the interface method, as in <see cref="ComputeLockEntry.Method"/>.</summary>
    /// <exception cref="ArgumentException">It is not a method name.</exception>
    public required string Method
    {
        get => _method;
        init => _method = LockRules.IsMethod(value) ? value : throw new ArgumentException($"'{value}' is not a method name.", nameof(value));
    }

    /// <summary>Gets or sets the Python object to call.</summary>
    public required string FunctionName { get; init; }

    /// <summary>Gets or sets the source as it is registered: line ends are LF, a byte order mark and the common indentation are removed.</summary>
    /// <exception cref="ArgumentException">It is empty or cannot be sent.</exception>
    public required string Source
    {
        get => _source;
        init => _source = PythonSource.Normalise(value);
    }

    /// <summary>Gets or sets the options that are stored with the function when it is registered. Both copy the options.</summary>
    /// <exception cref="ArgumentException">The options exclude each other.</exception>
    public PythonFunctionOptions Options
    {
        get => _options.Copy();
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            var copy = value.Copy();
            Registration(copy).Validate(Method);
            _options = copy;
        }
    }

    /// <summary>
    /// Gets the SHA-256 hash of everything that registration depends on, as <c>sha256:</c> and 64 lower-case hexadecimal digits. Another one in the lock file
    /// is drift.
    /// </summary>
    public string SourceHash => Shared.Python.SourceHash.Of(
        FunctionName, Source, _options.Description, _options.Public, _options.Group?.ToString("D"), _options.HighAssuranceEndpointId?.ToString("D"));

    /// <summary>Reads the functions of a built assembly from its metadata. Nothing of it is run or loaded.</summary>
    /// <param name="assemblyPath">The assembly that holds the interfaces and their generated proxies.</param>
    /// <returns>The functions, ordered by method. Empty for an assembly without any.</returns>
    /// <exception cref="BadImageFormatException">The file is not a .NET assembly.</exception>
    /// <exception cref="InvalidDataException">What the generator wrote into it is not understood. The message names the method.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IReadOnlyList<PinnableFunction> ReadFrom(string assemblyPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(assemblyPath);
        return ProxyMetadata.Read(assemblyPath);
    }

    /// <summary>Determines whether both would register the same function for the same method.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(PinnableFunction? other) => other is not null && Method == other.Method && SourceHash == other.SourceHash;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Method, SourceHash);

    /// <summary>Returns the method.</summary>
    public override string ToString() => Method;

    internal FunctionDefinition Define() => FunctionDefinition.FromSource(Method, FunctionName, Source, Registration(_options), origin: FunctionOrigin.Method);

    private static RegistrationOptions Registration(PythonFunctionOptions options) =>
        new(options.Description, options.Public, options.Group, options.HighAssuranceEndpointId);
}
