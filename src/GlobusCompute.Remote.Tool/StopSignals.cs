using System.Runtime.InteropServices;

namespace GlobusCompute.Remote.Tool;

/// <summary>
/// Turns Ctrl-C, SIGTERM or the closing of the terminal into a canceled token. Supervisors often send a signal twice, to the process and to its group; so later
/// ones are ignored, up to the last moment of the process.
/// </summary>
internal static class StopSignals
{
    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
    private static readonly CancellationTokenSource s_source = new();

    // A registration that nobody holds ends when it is collected.
    private static PosixSignalRegistration[] s_registrations = [];

    /// <summary>Watches from now on, for the rest of the process.</summary>
    /// <returns>A token that the first signal cancels.</returns>
    public static CancellationToken Watch()
    {
        s_registrations = Array.ConvertAll(s_signals, signal => PosixSignalRegistration.Create(signal, Stop));
        return s_source.Token;
    }

    private static void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        s_source.Cancel();
    }
}
