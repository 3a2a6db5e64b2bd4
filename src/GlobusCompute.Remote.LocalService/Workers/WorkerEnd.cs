using System.Globalization;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>How a worker process ended.</summary>
/// <param name="ExitCode">Its exit code; on Unix 128 plus the signal's number if a signal ended it.</param>
/// <param name="Output">The last lines that it printed.</param>
internal sealed record WorkerEnd(int ExitCode, string Output)
{
    public string Describe()
    {
        var code = ExitCode.ToString(CultureInfo.InvariantCulture);
        var how = SignalName is { } name
            ? $"ended with exit code {code}, which stands for signal {(ExitCode - 128).ToString(CultureInfo.InvariantCulture)} ({name})"
            : $"ended with exit code {code}";
        return Output.Length == 0 ? how : $"{how}; its last output was:\n{Output}";
    }

    private string? SignalName => OperatingSystem.IsWindows() ? null : (ExitCode - 128) switch
    {
        2 => "SIGINT, an interruption",
        3 => "SIGQUIT",
        4 => "SIGILL, an illegal instruction",
        6 => "SIGABRT, an abort",
        7 or 10 => "SIGBUS, a bad memory access",
        8 => "SIGFPE, an arithmetic error",
        9 => "SIGKILL, killed from outside or out of memory",
        11 => "SIGSEGV, a bad memory access",
        14 => "SIGALRM",
        15 => "SIGTERM",
        _ => null,
    };
}
