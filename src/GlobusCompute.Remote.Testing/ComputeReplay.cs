using GlobusCompute.Remote.Testing.Recording;
using GlobusCompute.Remote.Testing.Server;

namespace GlobusCompute.Remote.Testing;

/// <summary>
/// Answers the calls of clients from a recording, see <see cref="ComputeRecorder"/>: without Python, network or token, and with the same results and
/// exceptions. Calls travel through the real serialization, submission and routing. Safe for use by many threads.
/// </summary>
/// <remarks>
/// A call is a recorded one if its function, the code that the function can reach in its source, and its arguments are the same. Ids of endpoints, tasks and
/// registered functions do not matter.
/// </remarks>
public sealed class ComputeReplay : IAsyncDisposable, IDisposable
{
    private readonly object _lock = new();
    private readonly ComputeReplayOptions _options;
    private readonly RecordingFile _file;
    private readonly RecordedCalls _calls;
    private readonly CallRecording? _new;
    private readonly List<FakeService> _services = [];
    private readonly List<ReplayMismatch> _mismatches = [];
    private readonly List<Lazy<ComputeClient>> _real = [];
    private bool _isDisposed;

    /// <summary>Initializes a replay.</summary>
    /// <param name="path">The recording. It must exist, unless calls are passed through that are not in it.</param>
    /// <param name="mode">The outcome of calls that are not recorded. Default <see cref="ComputeReplayMode.Strict"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="FileNotFoundException">The recording does not exist.</exception>
    /// <exception cref="InvalidDataException">The file is not a recording.</exception>
    public ComputeReplay(string path, ComputeReplayMode mode = ComputeReplayMode.Strict)
        : this(path, new ComputeReplayOptions { Mode = mode })
    {
    }

    /// <summary>Initializes a replay with options.</summary>
    /// <param name="path">The recording. It must exist, unless calls are passed through that are not in it.</param>
    /// <param name="options">How it is replayed.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="FileNotFoundException">The recording does not exist.</exception>
    /// <exception cref="InvalidDataException">The file is not a recording.</exception>
    public ComputeReplay(string path, ComputeReplayOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        _options = new ComputeReplayOptions { Mode = options.Mode, Recording = options.Recording };
        _file = new RecordingFile(path);
        IReadOnlyList<RecordedCall> calls = File.Exists(path) ? _file.Read()
            : PassesThrough ? []
            : throw new FileNotFoundException(
                $"The recording {_file.Path} does not exist. Make it with a {nameof(ComputeRecorder)}, or with "
                + $"{nameof(ComputeReplayMode)}.{nameof(ComputeReplayMode.RecordNew)}.",
                path);
        _calls = new RecordedCalls(Path.GetFileName(path), calls);
        if (options.Mode == ComputeReplayMode.RecordNew)
        {
            _new = new CallRecording(options.Recording);
            _new.AddRange(calls);
        }
    }

    /// <summary>Gets what did not match so far, in the order of the calls: also where a call was answered or passed through.</summary>
    public IReadOnlyList<ReplayMismatch> Mismatches
    {
        get
        {
            lock (_lock)
            {
                return [.. _mismatches];
            }
        }
    }

    /// <summary>Gets the recorded calls that were not made so far: the method and its arguments, as Python writes a call.</summary>
    public IReadOnlyList<string> UnusedCalls => [.. _calls.Unused.Select(static call => call.Method + Shown.Of(call.Arguments, call.Keywords))];

    /// <summary>Creates options of a client whose calls are answered from the recording.</summary>
    /// <param name="options">
    /// The app's options, which are copied; null (the default) for the defaults. Calls that are passed through are sent with them; otherwise their
    /// credential, handler and journal are not used.
    /// </param>
    public ComputeClientOptions CreateClientOptions(ComputeClientOptions? options = null)
    {
        var copy = new ComputeClientOptions(options ?? new ComputeClientOptions());
        Configure(copy);
        return copy;
    }

    /// <summary>
    /// Changes the options of a client so that its calls are answered from the recording. Calls that are passed through are sent with the options as they were
    /// before.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public void Configure(ComputeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var real = PassesThrough ? Real(new ComputeClientOptions(options)) : null;
        var service = new FakeService(options.TimeProvider);
        var calls = new ReplayCalls(_calls, _options.Mode, new Redactor(_options.Recording.Redact), service, real, Report);
        service.NewTaskId = calls.NewTaskId;
        lock (_lock)
        {
            _services.Add(service);
        }

        FakeOptions.Configure(options, service);
        options.Journal = null;
        options.Filters = [.. options.Filters, calls];
        options.Observer = calls;
    }

    /// <summary>Ends the clients that sent calls which are not recorded, and records these if the mode says so. The app's clients are its own.</summary>
    /// <exception cref="InvalidOperationException"><see cref="ComputeRecordingOptions.Redact"/> threw, so that nothing was written.</exception>
    /// <exception cref="IOException">The recording cannot be written.</exception>
    public async ValueTask DisposeAsync()
    {
        if (!TryEnd(out var clients))
        {
            return;
        }

        foreach (var client in clients)
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }

        End();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        if (!TryEnd(out var clients))
        {
            return;
        }

        foreach (var client in clients)
        {
            client.Dispose();
        }

        End();
    }

    private void End()
    {
        lock (_lock)
        {
            _services.ForEach(static service => service.Dispose());
        }

        _new?.Save(_file);
    }

    internal bool PassesThrough => _options.Mode is ComputeReplayMode.PassThrough or ComputeReplayMode.RecordNew;

    // What filters do was done before.
    private Lazy<ComputeClient> Real(ComputeClientOptions options)
    {
        var client = new Lazy<ComputeClient>(() => new ComputeClient(new ComputeClientOptions(options)
        {
            Filters = [],
            Observer = _new is null ? SilentObserver.Instance : new RecordingObserver(_new, options.Observer),
        }));
        lock (_lock)
        {
            _real.Add(client);
        }

        return client;
    }

    private void Report(ReplayMismatch mismatch)
    {
        lock (_lock)
        {
            _mismatches.Add(mismatch);
        }
    }

    private bool TryEnd(out IReadOnlyList<ComputeClient> clients)
    {
        lock (_lock)
        {
            clients = [.. _real.Where(static client => client.IsValueCreated).Select(static client => client.Value)];
            var isFirst = !_isDisposed;
            _isDisposed = true;
            return isFirst;
        }
    }
}
