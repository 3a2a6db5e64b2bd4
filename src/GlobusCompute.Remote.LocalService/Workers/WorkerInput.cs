using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>The pipe to one worker. Any thread may post; one at a time writes.</summary>
internal sealed class WorkerInput(BufferedStream pipe)
{
    private readonly object _lock = new();
    private List<LocalTask?> _outbox = [];
    private List<LocalTask?> _sending = [];

    // True from the beginning: until the worker's program is written, nobody else may write.
    private bool _isSending = true;

    /// <summary>Sends the worker its program and its configuration, then what was posted meanwhile.</summary>
    public void Begin(WorkerConfiguration configuration, int number)
    {
        try
        {
            pipe.Write(WorkerBundle.Message.Span);
            WorkerFrames.WriteConfiguration(pipe, configuration, number);
            pipe.Flush();
            Send();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It ended before it read that; the reading thread learns how.
        }
    }

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
            if (_isSending || _outbox.Count == 0)
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

    public void Close()
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

    private void Send()
    {
        try
        {
            while (true)
            {
                lock (_lock)
                {
                    if (_outbox.Count == 0)
                    {
                        _isSending = false;
                        return;
                    }

                    (_outbox, _sending) = (_sending, _outbox);
                }

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
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The worker has ended; the reading thread tells the pool, which knows what was under way.
        }
    }
}
