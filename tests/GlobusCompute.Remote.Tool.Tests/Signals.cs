using System.Runtime.InteropServices;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>Signals by number, as kill(1) sends them.</summary>
internal static class Signals
{
    public const int Hangup = 1;
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    public static void Send(int process, int signal) => Assert.True(TrySend(process, signal));

    public static bool TrySend(int process, int signal) => SendSignal(process, signal) == 0;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
