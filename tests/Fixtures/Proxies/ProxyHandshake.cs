using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>What is said between a client and a proxy before the tunnel is there.</summary>
/// <param name="credential">The user and the password that the proxy wants; null for none.</param>
internal sealed class ProxyHandshake(NetworkCredential? credential)
{
    /// <summary>Where a client wants to go, and how it is told that it may or may not.</summary>
    public sealed record Request(string Target, Func<Task> AcceptAsync, Func<Task> RefuseAsync);

    /// <summary>Reads a request; null when the client has gone, or has not identified itself.</summary>
    public async Task<Request?> ReadAsync(Stream stream)
    {
        var first = new byte[1];
        return await stream.ReadAsync(first) == 0 ? null : first[0] switch
        {
            4 => await ReadSocks4Async(stream),
            5 => await ReadSocks5Async(stream),
            _ => await ReadHttpAsync(stream, (char)first[0]),
        };
    }

    private async Task<Request?> ReadHttpAsync(Stream stream, char first)
    {
        var text = new StringBuilder().Append(first);
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            text.Append((char)(await ReadAsync(stream, 1))[0]);
        }

        var lines = text.ToString().Split("\r\n");
        var expected = credential is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"));
        if (expected is not null && !lines.Contains($"Proxy-Authorization: Basic {expected}", StringComparer.OrdinalIgnoreCase))
        {
            await AnswerAsync("407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0");
            return await ReadAsync(stream);
        }

        var target = lines[0].Split(' ') is ["CONNECT", var place, _] ? place : $"not a tunnel: {lines[0]}";
        return new Request(target, () => AnswerAsync("200 Connection established"), () => AnswerAsync("502 Bad Gateway\r\nContent-Length: 0"));

        Task AnswerAsync(string answer) => stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\n\r\n")).AsTask();
    }

    private async Task<Request?> ReadSocks5Async(Stream stream)
    {
        var methods = await ReadTextAsync(stream);
        byte method = credential is null ? (byte)0 : (byte)2;
        if (!methods.Contains((char)method))
        {
            await stream.WriteAsync(new byte[] { 5, 0xff });
            return null;
        }

        await stream.WriteAsync(new byte[] { 5, method });
        if (credential is not null)
        {
            await ReadAsync(stream, 1);
            var (user, password) = (await ReadTextAsync(stream), await ReadTextAsync(stream));
            var isKnown = user == credential.UserName && password == credential.Password;
            await stream.WriteAsync(new byte[] { 1, isKnown ? (byte)0 : (byte)1 });
            if (!isKnown)
            {
                return null;
            }
        }

        var kind = (await ReadAsync(stream, 4))[3];
        var host = kind switch
        {
            3 => await ReadTextAsync(stream),
            1 => new IPAddress(await ReadAsync(stream, 4)).ToString(),
            _ => new IPAddress(await ReadAsync(stream, 16)).ToString(),
        };
        var port = BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(stream, 2));
        return new Request($"{host}:{port}", () => AnswerAsync(0), () => AnswerAsync(4));

        Task AnswerAsync(byte code) => stream.WriteAsync(new byte[] { 5, code, 0, 1, 0, 0, 0, 0, 0, 0 }).AsTask();
    }

    private static async Task<Request?> ReadSocks4Async(Stream stream)
    {
        var start = await ReadAsync(stream, 7);
        await ReadToZeroAsync(stream);
        var host = start[3] == 0 && start[4] == 0 && start[5] == 0 ? await ReadToZeroAsync(stream) : new IPAddress(start[3..]).ToString();
        return new Request($"{host}:{BinaryPrimitives.ReadUInt16BigEndian(start.AsSpan(1))}", () => AnswerAsync(90), () => AnswerAsync(91));

        Task AnswerAsync(byte code) => stream.WriteAsync(new byte[] { 0, code, 0, 0, 0, 0, 0, 0 }).AsTask();
    }

    private static async Task<string> ReadToZeroAsync(Stream stream)
    {
        var text = new StringBuilder();
        while ((await ReadAsync(stream, 1))[0] is var next and not 0)
        {
            text.Append((char)next);
        }

        return text.ToString();
    }

    private static async Task<string> ReadTextAsync(Stream stream) => Encoding.Latin1.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));

    private static async Task<byte[]> ReadAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
