namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>Lets one process at a time, and one thread of it, renew the tokens of a sign-in. The system ends the hold of a process that dies.</summary>
internal static class StoreLock
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for the others. They hold it for one request at most, never while a person signs in.</summary>
    /// <returns>What ends the hold when it is disposed; null where no such file can be made, so that nobody can be waited for.</returns>
    public static async Task<IDisposable?> HoldAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
                if (!OperatingSystem.IsWindows())
                {
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                return new FileStream(path, options);
            }
            catch (IOException e) when (IsHeld(e))
            {
                // Other processes go by the system's clock, whatever clock this one has been given.
                await Task.Delay(s_pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    // ERROR_SHARING_VIOLATION, and EWOULDBLOCK of Linux and of macOS.
    private static bool IsHeld(IOException e) => e.HResult is unchecked((int)0x80070020) or 11 or 35;
}
