using GlobusCompute.Remote.LocalService.Workers;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>The pipe to a worker: who writes, and who closes.</summary>
public sealed class WorkerInputTests
{
    private const int TakeBackLength = 9;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly WorkerConfiguration s_configuration = new("/root", TestService.EndpointId, true, 1, null, [], new Dictionary<string, string?>());
    private readonly HeldPipe _pipe = new();
    private readonly WorkerInput _input;

    public WorkerInputTests() => _input = new WorkerInput(new BufferedStream(_pipe));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Beginning_does_not_wait_for_a_worker_that_does_not_read()
    {
        var beginning = Task.Run(() => _input.Begin(s_configuration, 1), Cancellation);
        await _pipe.WriteBegan.WaitAsync(s_limit, Cancellation);

        await beginning.WaitAsync(s_limit, Cancellation);
        Assert.Equal(0, _pipe.Length);

        _pipe.Release();
    }

    [Fact]
    public async Task The_pipe_is_closed_after_the_write_that_is_under_way_and_by_the_same_thread()
    {
        var beginning = Task.Run(() => _input.Begin(s_configuration, 1), Cancellation);
        await _pipe.WriteBegan.WaitAsync(s_limit, Cancellation);

        await Task.Run(_input.Close, Cancellation).WaitAsync(s_limit, Cancellation);
        var wasClosedDuringTheWrite = _pipe.Closed.IsCompleted;
        _pipe.Release();
        await _pipe.Closed.WaitAsync(s_limit, Cancellation);
        await beginning;

        Assert.False(wasClosedDuringTheWrite);
        Assert.Equal(_pipe.WritingThread, _pipe.ClosingThread);
    }

    [Fact]
    public async Task Nothing_is_written_once_the_pipe_is_to_be_closed()
    {
        _ = Task.Run(() => _input.Begin(s_configuration, 1), Cancellation);
        await _pipe.WriteBegan.WaitAsync(s_limit, Cancellation);
        _input.Post(null);

        await Task.Run(_input.Close, Cancellation).WaitAsync(s_limit, Cancellation);
        _pipe.Release();
        await _pipe.Closed.WaitAsync(s_limit, Cancellation);
        var length = _pipe.Length;
        _input.Post(null);
        _input.Flush(mayBlock: true);

        Assert.True(length > TakeBackLength);
        Assert.Equal(length, _pipe.Length);
        Assert.NotEqual((byte)'U', _pipe.Written[^TakeBackLength]);
    }

    [Fact]
    public async Task A_write_that_fails_closes_the_pipe()
    {
        _ = Task.Run(() => _input.Begin(s_configuration, 1), Cancellation);
        await _pipe.WriteBegan.WaitAsync(s_limit, Cancellation);

        _pipe.Break();

        await _pipe.Closed.WaitAsync(s_limit, Cancellation);
        _input.Post(null);
        _input.Flush(mayBlock: true);
        _input.Close();
        Assert.Equal(1, _pipe.Closings);
    }

    [Fact]
    public async Task What_was_posted_during_a_write_follows_it_and_an_idle_pipe_is_closed_at_once()
    {
        _ = Task.Run(() => _input.Begin(s_configuration, 1), Cancellation);
        await _pipe.WriteBegan.WaitAsync(s_limit, Cancellation);
        _input.Post(null);
        _input.Flush(mayBlock: true);
        Assert.Equal(0, _pipe.Length);

        _pipe.Release();
        await Testing.Eventually.TrueAsync(() => _pipe.Length > TakeBackLength && _pipe.Written[^TakeBackLength] == (byte)'U');
        var length = _pipe.Length;
        _input.Post(null);
        _input.Flush(mayBlock: true);
        await Testing.Eventually.TrueAsync(() => _pipe.Length == length + TakeBackLength);
        _input.Close();
        await _pipe.Closed.WaitAsync(s_limit, Cancellation);

        Assert.Equal(1, _pipe.Closings);
    }

    /// <summary>A pipe whose first write is stuck until a test says how it goes on.</summary>
    private sealed class HeldPipe : Stream
    {
        private readonly TaskCompletionSource _writeBegan = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _mayWrite = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<byte> _written = [];
        private int _closings;

        public Task WriteBegan => _writeBegan.Task;

        public Task Closed => _closed.Task;

        public int Closings => Volatile.Read(ref _closings);

        public int WritingThread { get; private set; }

        public int ClosingThread { get; private set; }

        public byte[] Written
        {
            get
            {
                lock (_written)
                {
                    return [.. _written];
                }
            }
        }

        public override long Length => Written.Length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void Release() => _mayWrite.SetResult();

        public void Break() => _mayWrite.SetException(new IOException("The pipe is broken."));

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            WritingThread = Environment.CurrentManagedThreadId;
            _writeBegan.TrySetResult();
            _mayWrite.Task.GetAwaiter().GetResult();
            lock (_written)
            {
                _written.AddRange(buffer);
            }
        }

        public override void Close()
        {
            ClosingThread = Environment.CurrentManagedThreadId;
            Interlocked.Increment(ref _closings);
            _closed.TrySetResult();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
