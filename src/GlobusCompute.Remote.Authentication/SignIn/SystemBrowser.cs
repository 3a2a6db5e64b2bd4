using System.ComponentModel;
using System.Diagnostics;

namespace GlobusCompute.Remote.Authentication.SignIn;

/// <summary>Opens the system's browser.</summary>
internal static class SystemBrowser
{
    /// <exception cref="Win32Exception">There is none.</exception>
    /// <exception cref="InvalidOperationException">It could not be opened.</exception>
    public static async Task OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            Process.Start(new ProcessStartInfo(url.AbsoluteUri) { UseShellExecute = true })?.Dispose();
            return;
        }

        // The address holds the challenge and the state of this one attempt: nothing that other users of the machine could use.
        var start = new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open")
        {
            ArgumentList = { url.AbsoluteUri },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        var drained = Task.WhenAll(
            process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken),
            process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken));
        _ = drained.ContinueWith(
            static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        // Some openers stay as long as the browser does; those that find none end at once.
        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(3), TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return;
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} ended with code {process.ExitCode}.");
        }
    }
}
