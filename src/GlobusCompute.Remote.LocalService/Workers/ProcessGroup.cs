using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>Ends a worker together with the processes that its tasks started.</summary>
internal static class ProcessGroup
{
    private const int Sigkill = 9;

    public static void Kill(Process process)
    {
        try
        {
            KillGroup(process.Id);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself, or is ending.
        }
    }

    /// <summary>Ends what a dead worker left behind: on Unix each worker leads a group of its own.</summary>
    public static void KillGroup(int leader)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SendSignal(-leader, Sigkill);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
