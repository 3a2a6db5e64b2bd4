using System.Net;
using System.Net.Sockets;
using System.Text;
using GlobusCompute.Remote.Authentication.Auth;

namespace GlobusCompute.Remote.Authentication.SignIn;

/// <summary>
/// Waits at a port of the loopback interface for the browser that comes back. Whatever else comes there, from other programs or without the state of this
/// sign-in, gets a short answer and changes nothing.
/// </summary>
internal sealed class LoopbackListener : IDisposable
{
    private const int MaxRequestBytes = 16 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener;

    private LoopbackListener(TcpListener listener)
    {
        _listener = listener;
        RedirectUri = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>Where the browser comes back; its text has no slash at the end, as Globus wants it (protocol.md §2.3).</summary>
    public Uri RedirectUri { get; }

    public static LoopbackListener Start()
    {
        // Not by HttpListener, which needs rights on Windows.
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new LoopbackListener(listener);
    }

    /// <exception cref="AuthException">The person denied it.</exception>
    public async Task<string> WaitForCodeAsync(string state, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var accepting = AcceptAsync(state, done, stop.Token);
        try
        {
            var first = await Task.WhenAny(done.Task, accepting).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (first == accepting)
            {
                await accepting.ConfigureAwait(false);
            }

            return await done.Task.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _listener.Dispose();

    // Browsers open connections that they do not use, so each is served beside the others.
    private async Task AcceptAsync(string state, TaskCompletionSource<string> done, CancellationToken cancellationToken)
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false);
            _ = ServeAsync(client, state, done, cancellationToken);
        }
    }

    private static async Task ServeAsync(TcpClient client, string state, TaskCompletionSource<string> done, CancellationToken cancellationToken)
    {
        using (client)
        {
            try
            {
                using var patience = new CancellationTokenSource(s_patience, TimeProvider.System);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
                var stream = client.GetStream();
                var target = await ReadTargetAsync(stream, both.Token).ConfigureAwait(false);
                var (status, page, outcome) = Judge(target, state);
                try
                {
                    // The page first: the process may end once the code is there. Told or not, the person has signed in.
                    await AnswerAsync(stream, status, page, both.Token).ConfigureAwait(false);
                }
                finally
                {
                    outcome?.Invoke(done);
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The browser has closed it, or says nothing.
            }
        }
    }

    private static (string Status, string Page, Action<TaskCompletionSource<string>>? Outcome) Judge(string? target, string state)
    {
        var mark = target?.IndexOf('?') ?? -1;
        if (target is null || mark < 0 || target[..mark] != "/")
        {
            return ("404 Not Found", "There is nothing here.", null);
        }

        var query = Query.Parse(target[mark..]);
        if (query.GetValueOrDefault("state") != state)
        {
            return ("400 Bad Request", "This page does not belong to the sign-in that is under way. Start again from the program.", null);
        }

        if (query.GetValueOrDefault("error") is { Length: > 0 } error)
        {
            var detail = query.GetValueOrDefault("error_description");
            var message = error == "access_denied" ? "The sign-in was denied." : $"The sign-in failed: {error}.";
            return ("200 OK", "You are not signed in. You can close this page.", done => done.TrySetException(
                new AuthException(string.IsNullOrEmpty(detail) ? message : $"{message} {AuthError.WithoutSecrets(detail, [])}", error, isTransient: false)));
        }

        return query.GetValueOrDefault("code") is { Length: > 0 } code
            ? ("200 OK", "You are signed in. You can close this page and return to the program.", done => done.TrySetResult(code))
            : ("400 Bad Request", "This page contains no code.", null);
    }

    /// <returns>What is asked for, or null for anything but a GET.</returns>
    private static async Task<string?> ReadTargetAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxRequestBytes];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            if (read == 0 || buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
            {
                break;
            }
        }

        var line = Encoding.ASCII.GetString(buffer, 0, Math.Max(0, buffer.AsSpan(0, length).IndexOf("\r\n"u8)));
        var parts = line.Split(' ');
        return parts is ["GET", var target, _] ? target : null;
    }

    private static async Task AnswerAsync(NetworkStream stream, string status, string text, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Globus Compute</title></head><body><p>{text}</p></body></html>");
        var head = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\nCache-Control: no-store\r\n"
            + "Referrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n");
        await stream.WriteAsync((byte[])[.. head, .. body], cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
