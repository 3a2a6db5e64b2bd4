using System.Net;
using GlobusCompute.Remote.LocalService.Options;
using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService;

/// <summary>Provides options for a <see cref="LocalComputeService"/>. They are read once, when it starts.</summary>
public sealed class LocalComputeServiceOptions
{
    /// <summary>Gets or sets the TCP port on 127.0.0.1, 0 to 65535. Default 0: a free one, see <see cref="LocalComputeService.Url"/>.</summary>
    public int Port { get; init; }

    /// <summary>Gets or sets the bearer token that requests must carry; visible ASCII characters. Null (the default) makes a random one.</summary>
    public string? Token { get; init; }

    /// <summary>Gets or sets the id of the service's only endpoint. Null (the default) makes a random one.</summary>
    public Guid? EndpointId { get; init; }

    /// <summary>
    /// Gets or sets the number of Python processes that run tasks, at least 1. Null (the default): one per processor. All but the first start when they are
    /// needed.
    /// </summary>
    public int? Workers { get; init; }

    /// <summary>
    /// Gets or sets the Python interpreter, 3.9 or later: a path or a command on the PATH. Null (the default) takes the environment variable
    /// <c>GCOMPUTE_PYTHON</c>, else <c>python3</c> or <c>python</c> on the PATH; on Windows <c>py -3</c> or <c>python</c>. Pickles need the package dill there.
    /// </summary>
    public string? Python { get; init; }

    /// <summary>
    /// Gets the environment variables that workers get with these values, whatever the app has; a null value removes one. Default none.
    /// <see cref="WorkerEnvironmentVariables"/> lets more of the app's own through.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// Gets the names of environment variables of the app that workers inherit besides those that Python needs to run (<c>PATH</c>, <c>HOME</c>, the temporary
    /// folder, language and time zone, <c>PYTHON*</c>, virtual environments, native libraries, thread settings; the package's README lists them). A name may
    /// end in <c>*</c>; <c>*</c> alone stands for all. Tasks can read what workers inherit, so name no secrets here that they should not see. Default none.
    /// </summary>
    public IReadOnlyCollection<string> WorkerEnvironmentVariables { get; init; } = [];

    /// <summary>
    /// Gives each task a folder of its own (<c>GC_TASK_SANDBOX_DIR</c>, also its current directory), removed when it ends. Default true. False runs all tasks
    /// of a worker in one folder, as an endpoint without sandboxing does.
    /// </summary>
    public bool Sandbox { get; init; } = true;

    /// <summary>
    /// Gets or sets the longest serialized result, in Unicode code points, at least 1; a longer one fails its task. Default 10,485,760, as on the real
    /// service.
    /// </summary>
    public int MaxResultSize { get; init; } = 10 * 1024 * 1024;

    /// <summary>
    /// Gets or sets the longest submit or registration request, and function plus arguments of one task, in bytes, at least 1,000; more is answered by 413.
    /// Default 10,000,000.
    /// </summary>
    public int MaxRequestBytes { get; init; } = 10_000_000;

    /// <summary>Gets or sets how long a task may run, above zero, before its worker is killed and it fails. Null (the default): no limit.</summary>
    public TimeSpan? TaskTimeout { get; init; }

    /// <summary>Gets or sets the limit of requests in a time window; further requests get 429 with <c>Retry-After</c>. Null (the default): no limit.</summary>
    public RequestBudgetOptions? RateLimit { get; init; }

    /// <summary>Gets or sets the only functions the endpoint runs; others are refused with 403. Null (the default): all.</summary>
    public IReadOnlyCollection<Guid>? AllowedFunctions { get; init; }

    /// <summary>
    /// Gets or sets the only strategies in which functions and arguments may come: import paths or the wildcards <c>globus_compute_sdk.*Code</c> and
    /// <c>globus_compute_sdk.*Data</c>. Null (the default): all.
    /// </summary>
    public IReadOnlyList<string>? AllowedSerializers { get; init; }

    /// <summary>
    /// Accepts any resource specification and ignores it, so that code for MPI endpoints can be tried without a launcher. Default false: a task fails if it has
    /// one with other keys than <c>priority</c>.
    /// </summary>
    public bool IgnoreResourceSpecifications { get; init; }

    /// <summary>
    /// Gets or sets a RabbitMQ through which results are streamed besides, <c>amqp://user:password@host:port/vhost</c> or <c>amqps</c>: the user must be
    /// allowed to configure, write and read in the virtual host (an absent path is <c>/</c>). The service makes the queue of a task group when a submission
    /// asks for it, publishes each result of the group to it, and after a broken connection publishes what was not confirmed again. Null (the default): no
    /// stream, results are polled.
    /// </summary>
    public Uri? AmqpUrl { get; init; }

    /// <summary>
    /// Gets or sets the scheme, host and port that clients are told instead of those of <see cref="AmqpUrl"/>, such as the ones of a proxy between them; user,
    /// path and the rest are ignored. Null (the default) tells them the service's own.
    /// </summary>
    public Uri? AmqpPublicUrl { get; init; }

    /// <summary>
    /// Makes the credentials for one answer about the stream. It is given the queue prefix, and shall return a user who may read the queues that begin with it,
    /// with a new password that voids the earlier one while open connections stay: so does the real service at each request. Calls do not overlap; if one
    /// throws, the request is answered with 503. Null (the default) gives clients the user of <see cref="AmqpUrl"/>.
    /// </summary>
    public Func<string, CancellationToken, Task<NetworkCredential>>? AmqpCredential { get; init; }

    /// <summary>
    /// Streams only notices, with the header <c>high_assurance</c>; the results themselves must be requested over REST. Default false.
    /// </summary>
    public bool HighAssurance { get; init; }

    /// <summary>
    /// Gets or sets the faults that the service simulates from its start. Null (the default): none. <see cref="LocalComputeService.Faults"/> changes them while
    /// it runs.
    /// </summary>
    public FaultPlan? Faults { get; init; }

    /// <summary>
    /// Gets or sets how long a finished task is kept, above zero. Default 2 weeks. Reading a result does not remove it.
    /// </summary>
    public TimeSpan ResultRetention { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Gets or sets the number of finished tasks that are kept, at least 1; the oldest are removed first. Default 1,000,000.</summary>
    public int MaxFinishedTasks { get; init; } = 1_000_000;

    /// <summary>
    /// Gets or sets the factory of the service's loggers. The log includes the output of tasks. Null (the default) logs nothing. Arguments, results and tokens
    /// are never logged.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>
    /// Gets the clock of all that the service does after a time: retention, rate limit, task timeout, faults, reconnects to the broker. Default
    /// <see cref="TimeProvider.System"/>. How long its processes have for their end is always measured by the system's clock.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Environment);
        ArgumentNullException.ThrowIfNull(WorkerEnvironmentVariables);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        Require(Port is >= 0 and <= 65535, nameof(Port), "from 0 to 65535");
        Require(Token is null || (Token.Length > 0 && Token.All(c => c is > ' ' and <= '~')), nameof(Token), "visible ASCII characters without blanks");
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
        Require(AmqpCredential is null || AmqpUrl is not null, nameof(AmqpCredential), $"null without {nameof(AmqpUrl)}");
        Require(!HighAssurance || AmqpUrl is not null, nameof(HighAssurance), $"false without {nameof(AmqpUrl)}");
        Require(ResultRetention > TimeSpan.Zero, nameof(ResultRetention), "above zero");
        Require(MaxFinishedTasks >= 1, nameof(MaxFinishedTasks), "at least 1");
    }

    private static bool IsVariableName(string? name) =>
        !string.IsNullOrWhiteSpace(name)
        && name.IndexOfAny(['=', '\0']) < 0
        && name.IndexOf('*') is var star && (star < 0 || star == name.Length - 1);

    private static void Require(bool condition, string name, string rule)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(name, $"{nameof(LocalComputeServiceOptions)}.{name} must be {rule}.");
        }
    }
}
