using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>The pipe to one worker. Any thread may post; one at a time writes, and whoever writes also closes.</summary>
/// <remarks>
/// On Unix a pipe of .NET must not be closed while another thread writes: the close waits for a write that is stuck (dotnet/runtime#81663), and when it meets
/// the first write of all, which makes the pipe's socket, that write waits for ever for a reference that it holds itself.
/// </remarks>
internal sealed class WorkerInput(BufferedStream pipe)
{
    private readonly object _lock = new();
    private List<LocalTask?> _outbox = [];
    private List<LocalTask?> _sending = [];

    // True from the beginning: until the worker's program is written, nobody else may write.
    private bool _isSending = true;
    private bool _isClosed;

    /// <summary>Sends the worker its program and its configuration, then what was posted meanwhile. On a pool thread: the worker may never read it.</summary>
    public void Begin(WorkerConfiguration configuration, int number) =>
        ThreadPool.UnsafeQueueUserWorkItem(_ => Send(() => WriteBeginning(configuration, number)), null);

    /// <summary>Notes a task to be sent; null stands for the order to give back what was not started. Followed by <see cref="Flush"/>.</summary>
    public void Post(LocalTask? task)
    {
        lock (_lock)
        {
            _outbox.Add(task);
        }
    }

    /// <summary>Sends what was posted: on this thread, if it may wait for the worker to read, else on a pool thread.</summary>
    public void Flush(bool mayBlock)
    {
        lock (_lock)
        {
            if (_isClosed || _isSending || _outbox.Count == 0)
            {
                return;
            }

            _isSending = true;
        }

        if (mayBlock)
        {
            Send();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(static input => input.Send(), this, preferLocal: false);
        }
    }

    /// <summary>
    /// Has nothing more sent and closes the pipe: now, or after the write that is under way. If the worker does not read, that is when it ends.
    /// </summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            if (_isSending)
            {
                return;
            }
        }

        ClosePipe();
    }

    private void Send(Action? first = null)
    {
        try
        {
            first?.Invoke();
            while (TakePosted())
            {
                foreach (var task in _sending)
                {
                    if (task is null)
                    {
                        WorkerFrames.WriteTakeBack(pipe);
                    }
                    else
                    {
                        WorkerFrames.WriteTask(pipe, task);
                    }
                }

                pipe.Flush();
                _sending.Clear();
            }
        }
        catch (IOException)
        {
            // The worker has ended; the reading thread tells the pool, which knows what was under way.
            Close();
            TakePosted();
        }
    }

    /// <summary>Takes what is to be sent next. If that is nothing, this thread no longer writes, and closes the pipe if that was requested meanwhile.</summary>
    private bool TakePosted()
    {
        lock (_lock)
        {
            if (!_isClosed && _outbox.Count > 0)
            {
                (_outbox, _sending) = (_sending, _outbox);
                return true;
            }

            _isSending = false;
            if (!_isClosed)
            {
                return false;
            }
        }

        ClosePipe();
        return false;
    }

    private void WriteBeginning(WorkerConfiguration configuration, int number)
    {
        pipe.Write(WorkerBundle.Message.Span);
        WorkerFrames.WriteConfiguration(pipe, configuration, number);
        pipe.Flush();
    }

    private void ClosePipe()
    {
        try
        {
            // Without what the buffer still holds.
            pipe.UnderlyingStream.Close();
        }
        catch (IOException)
        {
            // The worker is gone already.
        }
    }
}
