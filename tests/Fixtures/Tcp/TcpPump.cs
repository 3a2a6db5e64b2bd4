using System.Net.Sockets;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>Passes on what one socket receives to another, until the stream ends or the pump is closed.</summary>
internal sealed class TcpPump(Socket source, Socket destination, TcpFlow flow)
{
    private readonly CancellationTokenSource _closed = new();

    /// <summary>Ends the stream towards the destination at once. What the source still sends is read and thrown away.</summary>
    public void Close()
    {
        _closed.Cancel();
        EndDestination();
    }

    /// <summary>Stops waiting for anything; the sockets are being closed.</summary>
    public void Abort() => _closed.Cancel();

    /// <summary>Runs until the source has ended its stream.</summary>
    /// <exception cref="SocketException">A connection broke.</exception>
    public async Task RunAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            await PassOnAsync(buffer, _closed.Token);
        }
        catch (Exception exception) when (_closed.IsCancellationRequested && exception is OperationCanceledException or SocketException)
        {
            // Unread data would turn the close of the source into a reset.
            while (await source.ReceiveAsync(buffer, SocketFlags.None) > 0)
            {
            }
        }
    }

    private async Task PassOnAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            await flow.WaitAsync(0, cancellationToken);
            int received;
            try
            {
                received = await source.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
            }
            catch (SocketException)
            {
                // A stalled network does not tell the other side about a broken connection either.
                await flow.WaitAsync(0, cancellationToken);
                throw;
            }

            if (received == 0)
            {
                await flow.WaitAsync(0, cancellationToken);
                EndDestination();
                return;
            }

            for (var sent = 0; sent < received;)
            {
                var chunk = Math.Min(flow.ChunkSize, received - sent);
                await flow.WaitAsync(chunk, cancellationToken);
                await SendAsync(buffer.AsMemory(sent, chunk), cancellationToken);
                sent += chunk;
            }
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        while (!data.IsEmpty)
        {
            var count = await destination.SendAsync(data, SocketFlags.None, cancellationToken);
            flow.Count(count);
            data = data[count..];
        }
    }

    private void EndDestination()
    {
        try
        {
            destination.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is gone already, which is what was expected.
        }
    }
}
