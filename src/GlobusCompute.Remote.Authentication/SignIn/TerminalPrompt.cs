using System.Text;

namespace GlobusCompute.Remote.Authentication.SignIn;

/// <summary>Asks on the terminal for a code. What is pasted is not shown.</summary>
internal static class TerminalPrompt
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(30);

    public static async Task<string?> ReadCodeAsync(Uri url, CancellationToken cancellationToken)
    {
        // Standard output may be a file.
        await Console.Error.WriteLineAsync($"Open this address in a browser, sign in, and paste the code that it shows:\n\n{url.AbsoluteUri}\n")
            .ConfigureAwait(false);
        await Console.Error.WriteAsync("Code (not shown): ").ConfigureAwait(false);
        try
        {
            return Console.IsInputRedirected
                ? await Console.In.ReadLineAsync(cancellationToken).ConfigureAwait(false)
                : await ReadHiddenAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await Console.Error.WriteLineAsync().ConfigureAwait(false);
        }
    }

    private static async Task<string?> ReadHiddenAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        while (true)
        {
            // Reading a key cannot be canceled.
            while (!Console.KeyAvailable)
            {
                await Task.Delay(s_pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }

            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
            {
                return text.ToString();
            }

            if (key is { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } && text.Length == 0)
            {
                return null;
            }

            if (key.Key == ConsoleKey.Backspace)
            {
                text.Length = Math.Max(0, text.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                text.Append(key.KeyChar);
            }
        }
    }
}
