using System.ComponentModel;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Shared;

namespace GlobusCompute.Remote.Proxies;

/// <summary>For generated code: the static definition of one interface method.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProxyMethod
{
    private readonly TimeSpan? _timeout;
    private FunctionDefinition? _function;

    /// <summary>Starts a definition.</summary>
    /// <param name="displayName">The method as messages name it, e.g. <c>IAnalysis.Fit</c>.</param>
    /// <param name="functionName">The Python object to call.</param>
    /// <param name="parameters">The parameters that travel, in order.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ProxyMethod(string displayName, string functionName, params ProxyParameter[] parameters)
    {
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentNullException.ThrowIfNull(functionName);
        ArgumentNullException.ThrowIfNull(parameters);
        DisplayName = displayName;
        FunctionName = functionName;
        Parameters = parameters;
        IsSensitive = Array.Exists(parameters, static parameter => parameter.IsSensitive);
    }

    /// <summary>Gets the method as messages name it.</summary>
    public string DisplayName { get; }

    /// <summary>Gets the Python object to call.</summary>
    public string FunctionName { get; }

    /// <summary>Gets or sets the pinned function id, or null when <see cref="Source"/> is registered on first use.</summary>
    public string? FunctionId { get; init; }

    /// <summary>Gets or sets the Python source, or null for a pinned function.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// Gets the file that tracebacks name, as the interface names it; null for a source that stands in the interface, which is named by the method.
    /// </summary>
    public string? SourceFile { get; init; }

    /// <summary>
    /// Gets the number of lines of <see cref="Source"/> that are the file's own; 0, the default, for all. The generator appended the lines after them.
    /// </summary>
    public int SourceLines { get; init; }

    /// <summary>
    /// Gets or sets the ids under which exactly this source is registered, one for each environment, by the project's lock file. Empty by default.
    /// </summary>
    public IReadOnlyList<ProxyPin> Pins { get; init; } = [];

    /// <summary>Gets or sets the description registered with the source, or null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Gets or sets whether the registered function may be run by anybody.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Gets or sets the Globus group whose members may run the registered function, or null.</summary>
    public string? Group { get; init; }

    /// <summary>Gets or sets the one high-assurance endpoint on which the registered function may run, or null.</summary>
    public string? HighAssuranceEndpointId { get; init; }

    /// <summary>Gets or sets the time limit of a call; null for the executor's setting.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero, or longer than 24 days.</exception>
    public TimeSpan? Timeout
    {
        get => _timeout;
        init => _timeout = TimeLimits.AllowTimeout(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"{DisplayName}: a timeout must be above zero and at most {TimeLimits.LongestDays} days.");
    }

    /// <summary>Gets or sets whether running a call twice does no harm.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>Gets or sets whether Python's <c>None</c> is a result the method's return type allows.</summary>
    public bool AllowsNullResult { get; init; }

    /// <summary>Gets or sets the format of positional arguments.</summary>
    public PayloadFormat PositionalFormat { get; init; }

    /// <summary>Gets or sets the format of keyword arguments.</summary>
    public PayloadFormat KeywordFormat { get; init; }

    /// <summary>Gets or sets the form of arrays of numbers in Python.</summary>
    public ArrayForm Arrays { get; init; }

    /// <summary>Gets or sets the formats in which the worker is asked for results.</summary>
    public ResultPreference Results { get; init; }

    /// <summary>Gets the format of the result, or null where JSON and pickles carry it.</summary>
    public ComputeFormat? ResultFormat { get; init; }

    internal ArgumentFormats Formats => new(PositionalFormat, KeywordFormat, Arrays);

    internal IReadOnlyList<ProxyParameter> Parameters { get; }

    internal bool IsSensitive { get; }

    internal FunctionDefinition Function => _function ??= Define();

    private FunctionDefinition Define() => FunctionId is { } id
        ? FunctionDefinition.ById(DisplayName, FunctionName, Guid.Parse(id), Policy())
        : FunctionDefinition.FromSource(
            DisplayName,
            FunctionName,
            Source ?? throw new InvalidOperationException($"{DisplayName} has neither a function id nor a source."),
            new RegistrationOptions(
                Description,
                IsPublic,
                Group is { } group ? Guid.Parse(group) : null,
                HighAssuranceEndpointId is { } endpoint ? Guid.Parse(endpoint) : null),
            Policy(),
            FunctionOrigin.Method,
            FunctionPins(),
            SourceFile,
            SourceLines);

    private FunctionPin[] FunctionPins()
    {
        var pins = new FunctionPin[Pins.Count];
        for (var i = 0; i < pins.Length; i++)
        {
            pins[i] = new FunctionPin(Pins[i].Environment, Guid.Parse(Pins[i].FunctionId));
        }

        return pins;
    }

    private CallPolicy Policy() => this is { Timeout: null, IsIdempotent: false, Results: ResultPreference.Auto }
        ? CallPolicy.Default
        : new CallPolicy(Timeout, IsIdempotent, Results);
}
