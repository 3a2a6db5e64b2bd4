using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Registration;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Shared.Locking;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Threading;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobusCompute.Remote.Runtime;

/// <summary>What the executors of a client share: composes the stations of a call behind its serialization in their order, and stops them.</summary>
internal sealed class ComputeRuntime : IAsyncDisposable, IDisposable
{
    // The loops are given so long to stop even when sending took all the time that there was.
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(250);

    private readonly IComputeService _service;
    private readonly FunctionRegistry _registry;
    private readonly SubmissionLoop _submission;
    private readonly ClientGauges _gauges;
    private readonly ClientLifetime _lifetime = new();
    private readonly object _disposeLock = new();
    private Task? _disposal;

    public ComputeRuntime(IComputeService service, ComputeClientOptions options)
    {
        _service = service;
        Options = options;
        Logger = CreateLogger(options);
        options.Journal?.Claim();
        Unsent = new UnsentCalls(options.MaxUnsentCalls, options.MaxUnsentBytes, options.ShutdownTimeout, options.TimeProvider);
        Calls = new CallRouter(Unsent, _lifetime, options, Logger);
        var context = new CallContext(Calls, options.TimeProvider, Logger, options.ServiceUrl);
        Targets = new TargetFactory(context, service, options.MaxRequestBytes, options.Payloads);

        _registry = new FunctionRegistry(service, Calls, Logger);
        var sender = new BatchSender(service, Calls, options.Journal, options.Payloads, options.TimeProvider, Logger);
        _submission = new SubmissionLoop(service, sender, Calls, options.TimeProvider, Logger);
        Results = new ResultDelivery(service, Calls, options, Logger);
        Calls.Connect(_registry, _submission, Results);

        Functions = new FunctionResolver(_registry, ServiceEnvironment.Of(options.ServiceUrl), options.RequirePinned);
        Tasks = new TaskAttacher(Results, Targets, options.Journal, _lifetime);
        Requests = new ServiceRequests(service, _lifetime, options.UserRuntime.SdkVersion, Logger);
        _gauges = new ClientGauges(Unsent, Results);
        ComputeMeters.Watch(_gauges);
    }

    public ComputeClientOptions Options { get; }

    public QuietLogger Logger { get; }

    public bool IsDisposed => _lifetime.IsEnding;

    /// <summary>Counts and bounds the calls that are not sent yet.</summary>
    public UnsentCalls Unsent { get; }

    /// <summary>Where calls begin their way.</summary>
    public CallRouter Calls { get; }

    /// <summary>Makes the targets of calls.</summary>
    public TargetFactory Targets { get; }

    /// <summary>The calls around which filters run.</summary>
    public OpenFilteredCalls Filtered { get; } = new();

    /// <summary>The ids of functions.</summary>
    public FunctionResolver Functions { get; }

    /// <summary>Tasks that were submitted before.</summary>
    public TaskAttacher Tasks { get; }

    /// <summary>Requests beside calls.</summary>
    public ServiceRequests Requests { get; }

    /// <summary>The delivery of results.</summary>
    public ResultDelivery Results { get; }

    public static ComputeRuntime Create(ComputeClientOptions options) => Create(
        new HttpComputeService(
            new ServiceConnection(options, CreateLogger(options)), options.UserRuntime, options.Delivery == ComputeDelivery.Stream),
        options);

    /// <summary>
    /// Makes a runtime whose loops neither keep the maker's context alive nor run in it: a span of his would become the parent of all requests.
    /// </summary>
    public static ComputeRuntime Create(IComputeService service, ComputeClientOptions options)
    {
        AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        try
        {
            return new ComputeRuntime(service, options);
        }
        finally
        {
            flow?.Undo();
        }
    }

    /// <summary>Ends without sending what is unsent, and without waiting for anything: what is left is done in the background.</summary>
    public void Dispose()
    {
        lock (_disposeLock)
        {
            if (_disposal is null)
            {
                _lifetime.Drop();
                _disposal = BackgroundTask.Run(EndAsync);
                _disposal.Forget();
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_disposeLock)
        {
            return new ValueTask(_disposal ??= EndAsync());
        }
    }

    private async Task EndAsync()
    {
        var start = Options.TimeProvider.GetTimestamp();
        _lifetime.End();
        if (!_lifetime.IsDropping)
        {
            await Unsent.FlushAsync().ConfigureAwait(false);
        }

        var stopping = StopAsync();
        var left = Options.ShutdownTimeout - Options.TimeProvider.GetElapsedTime(start);
        if (!await stopping.EndsWithinAsync(left > s_moment ? left : s_moment, Options.TimeProvider).ConfigureAwait(false))
        {
            // A part of the app, such as its credential or its handler, or a connection does not stop. No future waits for it.
            Log.ShutdownCut(Logger, Options.ShutdownTimeout);
            _registry.Abandon();
            _submission.Abandon();
        }

        foreach (var call in Results.Drain())
        {
            call.TryFail(new ComputeDetachedException(call.Handle));
        }

        Filtered.Close();
        Options.Journal?.Release();
        ComputeMeters.Forget(_gauges);
        (_service as IDisposable)?.Dispose();

        // What went wrong in the time that was given is told; what goes wrong later nobody hears.
        if (stopping.IsCompleted)
        {
            await stopping.ConfigureAwait(false);
        }
        else
        {
            stopping.Forget();
        }
    }

    private async Task StopAsync()
    {
        await _lifetime.StopAsync().ConfigureAwait(false);
        var registry = _registry.DisposeAsync().AsTask();
        var submission = _submission.DisposeAsync().AsTask();
        var results = Results.DisposeAsync().AsTask();
        await Task.WhenAll(registry, submission, results).ConfigureAwait(false);
    }

    private static QuietLogger CreateLogger(ComputeClientOptions options) =>
        new((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("GlobusCompute.Remote"));
}
