using GlobusCompute.Remote.Shared.Locking;

namespace GlobusCompute.Remote.Locking;

/// <summary>One pin of a <see cref="ComputeLockFile"/>: a method, an environment, and the function that was registered for it there. Immutable.</summary>
public sealed record ComputeLockEntry
{
    private readonly string _method = "";
    private readonly Uri _environment = null!;
    private readonly Guid _functionId;
    private readonly string _sourceHash = "";
    private readonly DateTimeOffset _time;

    /// <summary>
    /// Gets or sets the interface method: its documentation id without <c>M:</c>, and without its parameters where the interface has only one remote method of
    /// that name, e.g. <c>MyApp.IAnalysis.Fit</c>.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty, or holds blanks, control characters or an unpaired surrogate.</exception>
    public required string Method
    {
        get => _method;
        init => _method = LockRules.IsMethod(value) ? value : throw new ArgumentException($"'{value}' is not a method name.", nameof(value));
    }

    /// <summary>
    /// Gets or sets the service on which the function was registered: an absolute http or https address. Kept without user, query and fragment, with a trailing
    /// slash.
    /// </summary>
    /// <exception cref="ArgumentException">It is no such address.</exception>
    public required Uri Environment
    {
        get => _environment;
        init => _environment = ServiceEnvironment.IsPossible(value)
            ? new Uri(ServiceEnvironment.Of(value))
            : throw new ArgumentException("An environment is the absolute http or https address of a service.", nameof(value));
    }

    /// <summary>Gets or sets the registered function.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public required Guid FunctionId
    {
        get => _functionId;
        init => _functionId = value != Guid.Empty ? value : throw new ArgumentException("The function id is empty.", nameof(value));
    }

    /// <summary>
    /// Gets or sets the hash of the registered function, see <see cref="PinnableFunction.SourceHash"/>: <c>sha256:</c> and 64 lower-case hexadecimal digits.
    /// </summary>
    /// <exception cref="ArgumentException">It is no such text.</exception>
    public required string SourceHash
    {
        get => _sourceHash;
        init => _sourceHash = LockRules.IsHash(value) ? value : throw new ArgumentException($"'{value}' is not a source hash.", nameof(value));
    }

    /// <summary>Gets or sets the Globus identity that registered the function, or null where it is not known. For readers: nothing depends on it.</summary>
    public Guid? Owner { get; init; }

    /// <summary>Gets or sets the time when the function was pinned, in UTC and whole seconds.</summary>
    public required DateTimeOffset Time
    {
        get => _time;
        init => _time = DateTimeOffset.FromUnixTimeSeconds(value.ToUnixTimeSeconds());
    }

    /// <summary>Returns the method, environment and function id.</summary>
    public override string ToString() => $"{Method} in {Environment.AbsoluteUri} is {FunctionId}";
}
