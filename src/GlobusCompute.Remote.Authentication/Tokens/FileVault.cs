using GlobusCompute.Remote.Authentication.Diagnostics;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>A file that its owner alone may read, in a folder that its owner alone may enter.</summary>
/// <param name="path">The file.</param>
/// <param name="logger">Where it logs.</param>
/// <param name="open">Opens a file to write; null for as usual.</param>
internal sealed class FileVault(string path, ILogger logger, Func<string, FileStreamOptions, FileStream>? open = null) : ITokenVault
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Place => path;

    public byte[]? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        CloseToOthers();
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            // Somebody has signed out meanwhile.
            return null;
        }
    }

    public void Write(byte[] bytes)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Owner;
            }

            using (var file = open?.Invoke(temporary, options) ?? new FileStream(temporary, options))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            DeleteQuietly(temporary);
            throw;
        }
    }

    public void Delete() => File.Delete(path);

    /// <summary>Makes a folder that its owner alone may enter; one that is there stays as it is.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
        }
    }

    // A restored backup, or a copy.
    private void CloseToOthers()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            if ((File.GetUnixFileMode(path) & Others) != 0)
            {
                File.SetUnixFileMode(path, Owner);
                AuthLog.FileWasOpen(logger, path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            AuthLog.FileIsOpen(logger, path, e.Message);
        }
    }

    // What is thrown says more than that a half-written file stays, whose disk is full.
    private static void DeleteQuietly(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
