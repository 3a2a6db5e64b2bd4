using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>One connection of a client to the built-in broker.</summary>
internal sealed class BrokerConnection(BuiltInBroker broker, Socket socket)
{
    private const int MostAtOnce = 400;

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Dictionary<ushort, Consumer> _channels = [];

    public async Task RunAsync()
    {
        try
        {
            await _stream.ReadExactlyAsync(new byte[8]);
            await SendAsync(new AmqpWriter().Method(0, 10, 10, [0, 9, 0, 0, 0, 0, .. AmqpWriter.LongText("PLAIN"), .. AmqpWriter.LongText("en_US")]));
            var head = new byte[7];
            var body = new byte[1024];
            while (true)
            {
                await _stream.ReadExactlyAsync(head);
                var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(3)) + 1;
                body = body.Length < length ? new byte[length] : body;
                await _stream.ReadExactlyAsync(body.AsMemory(0, length));
                if (head[0] == 1 && !await AnswerAsync(BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(1)), body.AsMemory(0, length - 1)))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The client is gone.
        }
        finally
        {
            foreach (var consumer in _channels.Values)
            {
                consumer.IsClosed = true;
                consumer.Queue?.Changed.Set();
            }

            await _stream.DisposeAsync();
        }
    }

    private async Task<bool> AnswerAsync(ushort channel, ReadOnlyMemory<byte> method)
    {
        var (kind, arguments) = (BinaryPrimitives.ReadUInt32BigEndian(method.Span), method[4..]);
        var answer = new AmqpWriter();
        switch (((ushort)(kind >> 16), (ushort)kind))
        {
            case (10, 11): // connection.start-ok: tune
                answer.Method(0, 10, 30, [0, 0, 0, 2, 0, 0, 0, 0]);
                break;
            case (10, 31): // connection.tune-ok
                return true;
            case (10, 40): // connection.open
                answer.Method(0, 10, 41, [0]);
                break;
            case (10, 50): // connection.close
                await SendAsync(answer.Method(0, 10, 51));
                return false;
            case (20, 10): // channel.open
                _channels[channel] = new Consumer();
                answer.Method(channel, 20, 11, [0, 0, 0, 0]);
                break;
            case (20, 40): // channel.close
                _channels[channel].IsClosed = true;
                _channels[channel].Queue?.Changed.Set();
                answer.Method(channel, 20, 41);
                break;
            case (60, 10): // basic.qos
                _channels[channel].NextPrefetch = BinaryPrimitives.ReadUInt16BigEndian(arguments.Span[4..]);
                answer.Method(channel, 60, 11);
                break;
            case (60, 20): // basic.consume
                var queue = ReadShortText(arguments[2..].Span);
                var tag = ReadShortText(arguments[(3 + queue.Length)..].Span) is { Length: > 0 } given ? given : $"consumer-{channel}";
                await SendAsync(answer.Method(channel, 60, 21, AmqpWriter.ShortText(tag)));
                _channels[channel].Register(tag);
                if (_channels[channel] is { Queue: null } consumer)
                {
                    consumer.Queue = broker.Find(queue);
                    _ = DeliverAsync(channel, consumer);
                }

                _channels[channel].Queue!.Changed.Set();
                return true;
            case (60, 30): // basic.cancel
                var canceled = ReadShortText(arguments.Span);
                _channels[channel].Cancel(canceled);
                answer.Method(channel, 60, 31, AmqpWriter.ShortText(canceled));
                break;
            case (60, 80): // basic.ack: its users acknowledge together
                Volatile.Write(ref _channels[channel].Acknowledged, BinaryPrimitives.ReadInt64BigEndian(arguments.Span));
                _channels[channel].Queue?.Changed.Set();
                return true;
            default:
                throw new IOException($"The built-in broker does not know the method {kind >> 16}.{(ushort)kind}.");
        }

        await SendAsync(answer);
        return true;
    }

    private async Task DeliverAsync(ushort channel, Consumer consumer)
    {
        var writer = new AmqpWriter();
        try
        {
            while (!consumer.IsClosed)
            {
                var room = consumer.Prefetch == 0 ? MostAtOnce : (int)(consumer.Prefetch - (consumer.Sent - Volatile.Read(ref consumer.Acknowledged)));
                var count = consumer.Queue!.Take(Math.Min(room, MostAtOnce), out var first);
                if (count == 0)
                {
                    await consumer.Queue.Changed.WaitAsync(CancellationToken.None);
                    continue;
                }

                writer.Clear();
                var tag = consumer.Tag;
                for (var i = 0; i < count; i++)
                {
                    writer.Deliver(channel, tag, (ulong)++consumer.Sent, first + i);
                }

                await SendAsync(writer);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The client is gone.
        }
    }

    private async Task SendAsync(AmqpWriter writer)
    {
        await _sending.WaitAsync();
        try
        {
            await _stream.WriteAsync(writer.Written);
        }
        finally
        {
            _sending.Release();
        }
    }

    private static string ReadShortText(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes.Slice(1, bytes[0]));

    /// <summary>The consumer of a channel. Of its registrations, the last one delivers, and may send ahead what all of them may.</summary>
    private sealed class Consumer
    {
        private readonly List<(string Tag, int Prefetch)> _registrations = [];

        public long Acknowledged;

        public BrokerQueue? Queue { get; set; }

        public int NextPrefetch { get; set; }

        public int Prefetch { get; private set; }

        public byte[] Tag { get; private set; } = [];

        public long Sent { get; set; }

        public volatile bool IsClosed;

        public void Register(string tag)
        {
            _registrations.Add((tag, NextPrefetch));
            Update();
        }

        public void Cancel(string tag)
        {
            _registrations.RemoveAll(one => one.Tag == tag);
            Update();
        }

        private void Update()
        {
            IsClosed = _registrations.Count == 0;
            Prefetch = _registrations.Sum(static one => one.Prefetch);
            Tag = IsClosed ? [] : Encoding.ASCII.GetBytes(_registrations[^1].Tag);
        }
    }
}
