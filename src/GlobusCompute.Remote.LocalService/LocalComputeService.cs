using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using GlobusCompute.Remote.LocalService.Auth;
using GlobusCompute.Remote.LocalService.Broker;
using GlobusCompute.Remote.LocalService.Dashboard.Access;
using GlobusCompute.Remote.LocalService.Diagnostics;
using GlobusCompute.Remote.LocalService.Faults;
using GlobusCompute.Remote.LocalService.Server;
using GlobusCompute.Remote.LocalService.Tasks;
using GlobusCompute.Remote.LocalService.Workers;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobusCompute.Remote.LocalService;

/// <summary>
/// A Compute service on this machine's loopback interface with one endpoint whose workers are real Python processes. For development and tests: no account, no
/// network. It answers the routes a client needs and runs tasks as an endpoint's worker does. Its processes and files end with it, also when the app crashes or
/// is killed. Safe for use by many threads.
/// </summary>
public sealed partial class LocalComputeService : IAsyncDisposable
{
    /// <summary>The name of the user who calls with <see cref="Token"/>: <c>local</c>.</summary>
    public const string DefaultUser = "local";

    private static readonly TimeSpan s_firstPoll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_longestPoll = TimeSpan.FromMilliseconds(100);

    private readonly LocalComputeServiceOptions _options;
    private readonly ILogger _logger;
    private readonly FunctionStore _functions = new();
    private readonly TaskStore _store;
    private readonly WorkFolder _folder;
    private readonly WorkerPool _pool;
    private readonly FaultSwitch _faults;
    private readonly ResultStream? _stream;
    private readonly AuthState? _auth;
    private readonly AccessKeys _keys;
    private readonly WebServer _server;
    private int _isDisposed;

    private LocalComputeService(LocalComputeServiceOptions options)
    {
        _options = options;
        var time = options.TimeProvider;
        var loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        _logger = loggers.CreateLogger(LocalLog.ServiceCategory);
        Token = options.Token ?? RandomNumberGenerator.GetHexString(48, lowercase: true);
        EndpointId = options.EndpointId ?? Guid.NewGuid();
        _folder = new WorkFolder(_logger);
        _faults = new FaultSwitch(time);
        _stream = options.AmqpUrl is { } amqp
            ? new ResultStream(new BrokerAddress(amqp, options.AmqpPublicUrl), options.HighAssurance, options.Auth, _faults, time, _logger)
            : null;
        _store = new TaskStore(options.ResultRetention, options.MaxFinishedTasks, _stream is { } stream ? stream.Publish : null, time, _logger);
        var configuration = new WorkerConfiguration(
            _folder.Path,
            EndpointId,
            options.Sandbox,
            options.MaxResultSize,
            options.AllowedSerializers,
            options.WorkerEnvironmentVariables,
            options.Environment);
        var limits = new WorkerLimits(options.Workers ?? Environment.ProcessorCount, options.TaskTimeout);
        _pool = new WorkerPool(configuration, limits, _store, _faults, time, loggers);
        _auth = options.Auth ? new AuthState(options.AuthOptions, time) : null;
        _keys = new AccessKeys(time);
        _server = new WebServer(options.Port, loggers, app => MapRoutes(app, _functions, _faults));
    }

    /// <summary>Gets the base address, for example <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Gets the bearer token of <see cref="DefaultUser"/>. <see cref="CreateClient"/> uses it; other users have their own.</summary>
    public string Token { get; }

    /// <summary>Gets the id of the service's only endpoint.</summary>
    public Guid EndpointId { get; }

    /// <summary>Gets the Globus Auth of the service; null without <see cref="LocalComputeServiceSettings.Auth"/>.</summary>
    public LocalAuth? Auth { get; private set; }

    /// <summary>
    /// Gets or sets the faults that the service simulates; null for none. Setting it restarts the plan, even the same one: its rules count from zero, and its
    /// time windows begin now. Faults that an earlier plan started (a delay, a late result) are completed.
    /// </summary>
    public FaultPlan? Faults
    {
        get => _faults.Plan;
        set => _faults.Plan = value;
    }

    /// <summary>
    /// Gets how often each rule of <see cref="Faults"/> has fired since the plan was set, in the order of its rules; empty without a plan.
    /// </summary>
    public IReadOnlyList<int> FaultCounts => _faults.Current?.Fired ?? [];

    internal IReadOnlyList<int> WorkerProcessIds => _pool.ProcessIds;

    internal string? QueuePrefix => _stream?.Names.Prefix;

    internal string TaskFolder => _folder.Path;

    /// <summary>The packed Result message of a finished task, as its worker made it.</summary>
    internal bool TryGetFrame(Guid taskId, [NotNullWhen(true)] out PackedResult? frame)
    {
        frame = _store.TryGet(taskId, out var task) ? task.Result : null;
        return frame is not null;
    }

    /// <summary>Starts a service and its first Python worker, and waits until both answer.</summary>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the start; nothing is left running then.</param>
    /// <returns>The running service. Dispose it to end its processes.</returns>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    /// <exception cref="PythonNotFoundException">There is no Python 3.9 or later.</exception>
    /// <exception cref="PythonWorkerException">Python was found but could not run a worker.</exception>
    /// <exception cref="BrokerConnectionException">The broker of <see cref="LocalComputeServiceSettings.AmqpUrl"/> cannot be used.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="OperationCanceledException">The start was canceled.</exception>
    public static async Task<LocalComputeService> StartAsync(LocalComputeServiceOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? new LocalComputeServiceOptions()).Checked();
        var interpreters = PythonInterpreter.Find(options.Python);
        var service = new LocalComputeService(options);
        var worker = Task.CompletedTask;
        try
        {
            service._folder.SweepStale();
            worker = service._pool.StartAsync(interpreters, cancellationToken);
            await (service._stream?.StartAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
            service.Url = await service._server.StartAsync(cancellationToken).ConfigureAwait(false);
            service.Auth = service._auth is { } auth ? new LocalAuth(auth, service.Url) : null;
            await worker.ConfigureAwait(false);
        }
        catch
        {
            await service.DisposeAsync().ConfigureAwait(false);
            // What went wrong first is told; a worker that disposal ended while it started is not another failure.
            await worker.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        service.Faults = options.Faults;
        LocalLog.Started(service._logger, service.Url, service.EndpointId);
        return service;
    }

    /// <summary>
    /// Creates a client of this service, with its address and token and without a request budget; with a broker it receives results by the stream, otherwise it
    /// polls from 5 ms up to 100 ms.
    /// </summary>
    /// <param name="loggerFactory">The factory of the client's loggers; null for no logging.</param>
    /// <exception cref="ObjectDisposedException">The service was disposed.</exception>
    public ComputeClient CreateClient(ILoggerFactory? loggerFactory = null) =>
        new(new ComputeClientOptions(CreateClientOptions()) { LoggerFactory = loggerFactory });

    /// <summary>
    /// Creates the options that <see cref="CreateClient"/> uses, for a client that differs in some:
    /// <c>new ComputeClient(new ComputeClientOptions(local.CreateClientOptions()) { RequestBudget = new() })</c>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The service was disposed.</exception>
    public ComputeClientOptions CreateClientOptions()
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return new ComputeClientOptions
        {
            ServiceUrl = Url,
            Credential = new ComputeAccessTokenCredential(Token),
            Delivery = _stream is null ? ComputeDelivery.Poll : ComputeDelivery.Stream,
            PollInterval = s_firstPoll,
            MaxPollInterval = s_longestPoll,
            RequestBudget = null,
        };
    }

    /// <summary>
    /// Adds a function with an id of the caller's choice, so that interfaces that pin the id of a function registered elsewhere run here too. An earlier
    /// function with that id is replaced.
    /// </summary>
    /// <param name="functionId">The id.</param>
    /// <param name="name">The name that the source defines and that is called.</param>
    /// <param name="source">Python source in which that name is defined at the top level.</param>
    /// <exception cref="ArgumentException">The id is empty, or the name or the source is.</exception>
    public void AddFunction(Guid functionId, string name, string source)
    {
        if (functionId == Guid.Empty)
        {
            throw new ArgumentException("The function id is empty.", nameof(functionId));
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        _functions.Put(FunctionRecord.FromSource(functionId, name, source));
    }

    /// <summary>
    /// Creates a link that opens the dashboard, a page at <see cref="Url"/> that shows the tasks, functions and workers of this service. The link works once,
    /// within 24 hours, and can be passed on to a browser; after that, the page asks for <see cref="Token"/>. Who has it sees all tasks, of all users, and can
    /// switch faults on, so do not log it.
    /// </summary>
    /// <returns>A new link at each call.</returns>
    /// <exception cref="ObjectDisposedException">The service was disposed.</exception>
    public Uri CreateDashboardLink()
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return new Uri(Url, $"?token={_keys.CreateLinkToken()}");
    }

    /// <summary>Gets statistics of the tasks of this service: how many are in which state, and the last ones. Cheap enough for many times a second.</summary>
    /// <returns>The statistics of about one moment; tasks continue meanwhile.</returns>
    public LocalTaskStatistics GetTaskStatistics()
    {
        var (waiting, running) = _pool.Observe();
        var (succeeded, failed, recent) = _store.History.Read();
        return new LocalTaskStatistics
        {
            Waiting = waiting,
            Running = running,
            Succeeded = succeeded,
            Failed = failed,
            RecentlyFinished = recent,
        };
    }

    /// <summary>
    /// Gets all tasks that the service keeps, with the user and the request of each; by the time at which they were submitted. Its time grows with their
    /// number: for tests, not for many times a second.
    /// </summary>
    /// <returns>The tasks of about one moment; they continue meanwhile.</returns>
    public IReadOnlyList<LocalTaskSnapshot> GetTasks()
    {
        var running = _pool.Observe().Running.ToDictionary(task => task.TaskId);
        return [.. _store.Tasks
            .OrderBy(task => task.CreatedAt)
            .Select(task => task.Result is { } result ? TaskHistory.Describe(task, result) : running.GetValueOrDefault(task.Id) ?? task.Describe())];
    }

    /// <summary>Stops answering and ends all worker processes, whatever they run; removes the folders of tasks.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        using (var now = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System))
        {
            // Requests under way get a second; a client that holds on longer must not hold up the app.
            await _server.StopAsync(now.Token).ConfigureAwait(false);
        }

        await _pool.DisposeAsync().ConfigureAwait(false);
        if (_stream is not null)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }

        await _server.DisposeAsync().ConfigureAwait(false);
        _auth?.Dispose();
        _folder.Remove();
    }
}
