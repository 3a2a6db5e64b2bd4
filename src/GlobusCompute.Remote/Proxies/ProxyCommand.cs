using System.ComponentModel;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Functions.Shell;

namespace GlobusCompute.Remote.Proxies;

/// <summary>For generated code: the static definition of one interface method that runs a command.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProxyCommand
{
    private readonly string _name;
    private readonly string _command;
    private ShellCommand? _shell;

    /// <summary>Starts a definition.</summary>
    /// <param name="displayName">The method as messages name it, e.g. <c>IFiles.Count</c>.</param>
    /// <param name="functionName">The name of the registered Python function.</param>
    /// <param name="command">The command with its fields.</param>
    /// <param name="fields">The parameters that travel, in order.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ProxyCommand(string displayName, string functionName, string command, params ProxyCommandField[] fields)
    {
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentNullException.ThrowIfNull(functionName);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(fields);
        DisplayName = displayName;
        _name = functionName;
        _command = command;
        Fields = fields;
        IsSensitive = Array.Exists(fields, static field => field.IsSensitive);
    }

    /// <summary>Gets the method as messages name it.</summary>
    public string DisplayName { get; }

    /// <summary>Gets or sets whether the endpoint's MPI launcher starts the command.</summary>
    public bool IsMpi { get; init; }

    /// <summary>Gets or sets the number of seconds that the command may run, or null for no limit.</summary>
    public double? WalltimeSeconds { get; init; }

    /// <summary>Gets or sets the number of last lines of each output that are returned, or null for the worker's default.</summary>
    public int? SnippetLines { get; init; }

    /// <summary>Gets or sets the file the output goes to, or null.</summary>
    public string? Stdout { get; init; }

    /// <summary>Gets or sets the file the error output goes to, or null.</summary>
    public string? Stderr { get; init; }

    /// <summary>Gets or sets the description registered with the function, or null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Gets or sets whether the registered function may be run by anybody.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Gets or sets the Globus group whose members may run the registered function, or null.</summary>
    public string? Group { get; init; }

    /// <summary>Gets or sets the one high-assurance endpoint on which the registered function may run, or null.</summary>
    public string? HighAssuranceEndpointId { get; init; }

    /// <summary>Gets or sets the time limit of a call; null for the executor's setting.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Gets or sets whether running the command twice does no harm.</summary>
    public bool IsIdempotent { get; init; }

    internal IReadOnlyList<ProxyCommandField> Fields { get; }

    internal bool IsSensitive { get; }

    internal ShellCommand Shell => _shell ??= new ShellCommand(
        DisplayName,
        _name,
        _command,
        new ShellOptions(WalltimeSeconds, SnippetLines, Stdout, Stderr, IsMpi),
        name => Fields.Any(candidate => candidate.Field == name && (candidate.Filling & ProxyFilling.Unquoted) != 0),
        new RegistrationOptions(
            Description,
            IsPublic,
            Group is { } group ? Guid.Parse(group) : null,
            HighAssuranceEndpointId is { } endpoint ? Guid.Parse(endpoint) : null),
        new CallPolicy(Timeout, IsIdempotent));
}
