using System.Globalization;
using System.Security.Cryptography;
using GlobusCompute.Remote.LocalService.Diagnostics;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>
/// The temporary folder in which tasks run. Workers make it when the first task needs it, since most services never run one that writes a file. Its name tells
/// the machine and the process that own it, so that what a dead process left can be recognised.
/// </summary>
internal sealed class WorkFolder
{
    private const string Prefix = "gcompute-local";

    private readonly ILogger _logger;

    public WorkFolder(ILogger logger)
    {
        _logger = logger;
        Path = System.IO.Path.Combine(
            System.IO.Path.GetFullPath(System.IO.Path.GetTempPath()),
            $"{OwnedByMachine}{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
    }

    public string Path { get; }

    private static string OwnedByMachine => $"{Prefix}-{string.Concat(Environment.MachineName.Where(char.IsAsciiLetterOrDigit))}-";

    public void Remove() => Remove(Path);

    /// <summary>Removes the folders of processes that no longer run on this machine.</summary>
    public void SweepStale()
    {
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), OwnedByMachine + "*"))
        {
            var owner = System.IO.Path.GetFileName(folder)[OwnedByMachine.Length..].Split('-')[0];
            if (int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && !IsAlive(pid))
            {
                Remove(folder);
            }
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(pid);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Never made, or its workers have removed it.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LocalLog.FolderRemains(_logger, folder, e.Message);
        }
    }
}
