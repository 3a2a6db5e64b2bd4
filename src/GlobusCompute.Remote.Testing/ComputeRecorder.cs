using GlobusCompute.Remote.Testing.Recording;

namespace GlobusCompute.Remote.Testing;

/// <summary>
/// Records the calls of clients to a file of JSON lines, from which <see cref="ComputeReplay"/> answers without Python or network: functions with a hash of
/// their code, arguments, results, failures, times and workers. Tokens are never recorded. Safe for use by many threads.
/// </summary>
/// <remarks>
/// The file is written when the recorder is disposed, sorted by what was called. A line of an earlier recording stays as it is if the call and its outcome are
/// the same, so that a review shows what has changed. Calls that end without a task, such as those that the service refuses, are not recorded.
/// </remarks>
public sealed class ComputeRecorder : IAsyncDisposable, IDisposable
{
    private readonly RecordingFile _file;
    private readonly CallRecording _recording;
    private bool _isDisposed;

    /// <summary>Initializes a recorder.</summary>
    /// <param name="path">The file to write. Of an earlier recording there, calls that are not made again are dropped.</param>
    /// <param name="options">What is recorded; null (the default) for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="InvalidDataException">The file exists and is not a recording.</exception>
    public ComputeRecorder(string path, ComputeRecordingOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _file = new RecordingFile(path);
        _recording = new CallRecording(options ?? new ComputeRecordingOptions());
        if (File.Exists(path))
        {
            // Nothing else is overwritten.
            _file.Read();
        }
    }

    /// <summary>Gets the number of tasks that were recorded.</summary>
    public int Count => _recording.Count;

    /// <summary>Creates options of a client whose calls are recorded.</summary>
    /// <param name="options">The app's options, which are copied; null (the default) for the defaults.</param>
    public ComputeClientOptions CreateClientOptions(ComputeClientOptions? options = null)
    {
        var copy = new ComputeClientOptions(options ?? new ComputeClientOptions());
        Configure(copy);
        return copy;
    }

    /// <summary>Changes the options of a client so that its calls are recorded.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public void Configure(ComputeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Observer = new RecordingObserver(_recording, options.Observer);
    }

    /// <summary>Writes what was recorded so far.</summary>
    /// <exception cref="InvalidOperationException"><see cref="ComputeRecordingOptions.Redact"/> threw, so that nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save() => _recording.Save(_file);

    /// <summary>Writes what was recorded. Dispose the client before, so that the results of all calls are there.</summary>
    /// <exception cref="InvalidOperationException"><see cref="ComputeRecordingOptions.Redact"/> threw, so that nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Save();
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
