using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.LocalService.Options;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.LocalService;

/// <summary>
/// Holds the text, numbers and times of <see cref="LocalComputeServiceOptions"/>, so that they can be bound from configuration.
/// </summary>
public class LocalComputeServiceSettings
{
    /// <summary>Initializes settings with the defaults.</summary>
    public LocalComputeServiceSettings()
    {
    }

    private protected LocalComputeServiceSettings(LocalComputeServiceSettings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Port = other.Port;
        Token = other.Token;
        Users = other.Users is { } users ? [.. users.Select(user => user is null ? null! : new LocalComputeUser(user.Name, user.Token))] : null!;
        Auth = other.Auth;
        AuthOptions = other.AuthOptions is { } auth ? new LocalAuthOptions(auth) : null!;
        EndpointId = other.EndpointId;
        Workers = other.Workers;
        Python = other.Python;
        Environment = other.Environment is { } variables ? new Dictionary<string, string?>(variables) : null!;
        WorkerEnvironmentVariables = other.WorkerEnvironmentVariables is { } names ? [.. names] : null!;
        Sandbox = other.Sandbox;
        MaxResultSize = other.MaxResultSize;
        MaxRequestBytes = other.MaxRequestBytes;
        TaskTimeout = other.TaskTimeout;
        RateLimit = other.RateLimit is { } limit ? new RequestBudgetOptions { Requests = limit.Requests, Window = limit.Window } : null;
        AllowedFunctions = other.AllowedFunctions is { } functions ? [.. functions] : null;
        AllowedSerializers = other.AllowedSerializers is { } serializers ? [.. serializers] : null;
        IgnoreResourceSpecifications = other.IgnoreResourceSpecifications;
        AmqpUrl = other.AmqpUrl;
        AmqpPublicUrl = other.AmqpPublicUrl;
        HighAssurance = other.HighAssurance;
        ResultRetention = other.ResultRetention;
        MaxFinishedTasks = other.MaxFinishedTasks;
    }

    /// <summary>Gets or sets the TCP port on 127.0.0.1, 0 to 65535. Default 0: a free one, see <see cref="LocalComputeService.Url"/>.</summary>
    public int Port { get; set; }

    /// <summary>
    /// Gets or sets the bearer token that requests must carry, unless they carry one of <see cref="Users"/>; visible ASCII characters. Null (the default)
    /// makes a random one. Who has it is the user <see cref="LocalComputeService.DefaultUser"/>.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>
    /// Gets or sets who else may call, each with a bearer token, so that tests see who called: <see cref="LocalComputeService.GetTasks"/> and the log tell it.
    /// All users see all functions and tasks, except with <see cref="Auth"/>. Default none.
    /// </summary>
    public IReadOnlyCollection<LocalComputeUser> Users { get; set; } = [];

    /// <summary>
    /// Gets or sets whether the service has a Globus Auth of its own, at the same address, where made-up people and registered clients sign in: see
    /// <see cref="LocalComputeService.Auth"/>. Requests may then carry its access tokens besides <see cref="Token"/> and those of <see cref="Users"/>, and the
    /// service lets each user see only their own functions, tasks and task groups, and what is public. Default false: no sign-in, and nothing is enforced.
    /// </summary>
    public bool Auth { get; set; }

    /// <summary>Gets or sets how the Globus Auth of the service runs, if <see cref="Auth"/> is true.</summary>
    public LocalAuthOptions AuthOptions { get; set; } = new();

    /// <summary>Gets or sets the id of the service's only endpoint. Null (the default) makes a random one.</summary>
    public Guid? EndpointId { get; set; }

    /// <summary>
    /// Gets or sets how many Python processes run tasks at the same time, at least 1. Null (the default): one per processor. All but the first start when
    /// they are needed.
    /// </summary>
    public int? Workers { get; set; }

    /// <summary>
    /// Gets or sets the Python interpreter, 3.9 or later: a path or a command on the PATH. Null (the default) takes the environment variable
    /// <c>GCOMPUTE_PYTHON</c>, else <c>python3</c> or <c>python</c> on the PATH; on Windows <c>py -3</c> or <c>python</c>. Pickles need the package dill
    /// there.
    /// </summary>
    public string? Python { get; set; }

    /// <summary>
    /// Gets or sets the environment variables that workers get with these values, whatever the app has; a null value removes one. Default none.
    /// <see cref="WorkerEnvironmentVariables"/> lets more of the app's own through.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Environment { get; set; } = new Dictionary<string, string?>();

    /// <summary>
    /// Gets or sets the names of environment variables of the app that workers inherit besides those that Python needs to run (<c>PATH</c>, <c>HOME</c>, the
    /// temporary folder, language and time zone, <c>PYTHON*</c>, virtual environments, native libraries, thread settings; the package's README lists them). A
    /// name may end in <c>*</c>; <c>*</c> alone stands for all. Tasks can read what workers inherit, so name no secrets here that they should not see.
    /// Default none.
    /// </summary>
    public IReadOnlyCollection<string> WorkerEnvironmentVariables { get; set; } = [];

    /// <summary>
    /// Gets or sets whether each task gets a folder of its own (<c>GC_TASK_SANDBOX_DIR</c>, also its current directory), removed when it ends. Default true.
    /// False runs all tasks of a worker in one folder, as an endpoint without sandboxing does.
    /// </summary>
    public bool Sandbox { get; set; } = true;

    /// <summary>
    /// Gets or sets the longest serialized result, in Unicode code points, at least 1; a longer one fails its task. Default 10,485,760, as on the real
    /// service.
    /// </summary>
    public int MaxResultSize { get; set; } = 10 * 1024 * 1024;

    /// <summary>
    /// Gets or sets the longest submit or registration request, and function plus arguments of one task, in bytes, at least 1,000; more is answered by 413.
    /// Default 10,000,000.
    /// </summary>
    public int MaxRequestBytes { get; set; } = 10_000_000;

    /// <summary>Gets or sets how long a task may run, above zero, before its worker is killed and it fails. Null (the default): for ever.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>Gets or sets how many requests are answered in a time; more get 429 with <c>Retry-After</c>. Null (the default): no limit.</summary>
    public RequestBudgetOptions? RateLimit { get; set; }

    /// <summary>Gets or sets the only functions the endpoint runs; others are refused with 403. Null (the default): all.</summary>
    public IReadOnlyCollection<Guid>? AllowedFunctions { get; set; }

    /// <summary>
    /// Gets or sets the only strategies in which functions and arguments may come: import paths or the wildcards <c>globus_compute_sdk.*Code</c> and
    /// <c>globus_compute_sdk.*Data</c>. Null (the default): all.
    /// </summary>
    public IReadOnlyList<string>? AllowedSerializers { get; set; }

    /// <summary>
    /// Gets or sets whether any resource specification is accepted and ignored, so that code for MPI endpoints can be tried without a launcher. Default
    /// false: a task fails if it has one with other keys than <c>priority</c>.
    /// </summary>
    public bool IgnoreResourceSpecifications { get; set; }

    /// <summary>
    /// Gets or sets a RabbitMQ through which results are streamed besides, <c>amqp://user:password@host:port/vhost</c> or <c>amqps</c>: the user must be
    /// allowed to configure, write and read in the virtual host (an absent path is <c>/</c>). The service makes the queue of a task group when a submission
    /// asks for it, publishes each result of the group to it, and after a broken connection publishes what was not confirmed again. Null (the default): no
    /// stream, results are polled.
    /// </summary>
    public Uri? AmqpUrl { get; set; }

    /// <summary>
    /// Gets or sets the scheme, host and port that clients are told instead of those of <see cref="AmqpUrl"/>, such as the ones of a proxy between them;
    /// user, path and the rest are ignored. Null (the default) tells them the service's own.
    /// </summary>
    public Uri? AmqpPublicUrl { get; set; }

    /// <summary>
    /// Gets or sets whether only notices are streamed, with the header <c>high_assurance</c>; clients request the results themselves over REST. Default
    /// false.
    /// </summary>
    public bool HighAssurance { get; set; }

    /// <summary>
    /// Gets or sets how long the service keeps a finished task, above zero. Default 2 weeks. Reading a result does not remove it.
    /// </summary>
    public TimeSpan ResultRetention { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Gets or sets how many finished tasks the service keeps, at least 1; it removes the oldest first. Default 1,000,000.</summary>
    public int MaxFinishedTasks { get; set; } = 1_000_000;

    private protected void ValidateSettings()
    {
        Require(Environment is not null, nameof(Environment), "not null");
        Require(WorkerEnvironmentVariables is not null, nameof(WorkerEnvironmentVariables), "not null");
        Require(Port is >= 0 and <= 65535, nameof(Port), "from 0 to 65535");
        Require(Token is null || IsToken(Token), nameof(Token), "visible ASCII characters without blanks");
        ValidateUsers();
        ValidateAuth();
        Require(EndpointId != Guid.Empty, nameof(EndpointId), "a UUID that is not all zero");
        Require(Workers is null or >= 1, nameof(Workers), "at least 1");
        const string Names = "names of environment variables, at most with a * at the end";
        Require(WorkerEnvironmentVariables.All(IsVariableName), nameof(WorkerEnvironmentVariables), Names);
        Require(MaxResultSize >= 1, nameof(MaxResultSize), "at least 1");
        Require(MaxRequestBytes >= 1000, nameof(MaxRequestBytes), "at least 1,000");
        Require(TaskTimeout is null || TaskTimeout > TimeSpan.Zero, nameof(TaskTimeout), "above zero");
        Require(RateLimit is null or { Requests: >= 1, Window.Ticks: > 0 }, nameof(RateLimit), "at least one request in a window above zero");
        const string Amqp = "an AMQP URL like amqp://user:password@host:5672/vhost, with at most one path segment and no query";
        Require(AmqpUrl is null || AmqpUrls.IsValid(AmqpUrl), nameof(AmqpUrl), Amqp);
        var isPublicUrlUsable = AmqpPublicUrl is null || (AmqpUrl is not null && AmqpUrls.IsValid(AmqpPublicUrl));
        Require(isPublicUrlUsable, nameof(AmqpPublicUrl), $"{Amqp}, and needs {nameof(AmqpUrl)}");
        Require(!HighAssurance || AmqpUrl is not null, nameof(HighAssurance), $"false without {nameof(AmqpUrl)}");
        Require(ResultRetention > TimeSpan.Zero, nameof(ResultRetention), "above zero");
        Require(MaxFinishedTasks >= 1, nameof(MaxFinishedTasks), "at least 1");
    }

    private void ValidateUsers()
    {
        Require(Users is not null && Users.All(user => user is not null), nameof(Users), "not null");
        var isEachNamed = Users.All(user => !string.IsNullOrWhiteSpace(user.Name) && !user.Name.Any(char.IsControl));
        Require(isEachNamed, nameof(Users), "users with names, without control characters");
        Require(Users.All(user => IsToken(user.Token)), nameof(Users), "users with tokens of visible ASCII characters without blanks");
        var tokens = Users.Select(user => user.Token).Append(Token).OfType<string>().ToList();
        Require(tokens.Distinct().Count() == tokens.Count, nameof(Users), $"users with tokens that differ from one another and from {nameof(Token)}");
    }

    private void ValidateAuth()
    {
        Require(AuthOptions is not null, nameof(AuthOptions), "not null");
        if (!Auth)
        {
            return;
        }

        if (LocalAuthRules.FindFault(AuthOptions) is var (name, rule))
        {
            Require(false, $"{nameof(AuthOptions)}.{name}", rule);
        }

        const string Own = "users with other names than the people and clients of the service's Globus Auth, which says who they are itself";
        var names = AuthOptions.People.Select(person => person.Username).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var isEachOther = Users.All(user => !names.Contains(user.Name) && !user.Name.EndsWith(LocalAuthRules.ClientDomain, StringComparison.OrdinalIgnoreCase));
        Require(isEachOther, nameof(Users), Own);
    }

    private static bool IsToken(string? text) => text is { Length: > 0 } && text.All(c => c is > ' ' and <= '~');

    private static bool IsVariableName(string? name) =>
        !string.IsNullOrWhiteSpace(name)
        && name.IndexOfAny(['=', '\0']) < 0
        && name.IndexOf('*') is var star && (star < 0 || star == name.Length - 1);

    private protected static void Require([DoesNotReturnIf(false)] bool condition, string name, string rule)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(name, $"{nameof(LocalComputeServiceOptions)}.{name} must be {rule}.");
        }
    }
}
