namespace GlobusCompute.Remote.Tool.Profiles;

/// <summary>The folder of the user's files: profiles, and the list of registered functions.</summary>
internal static class ToolFolder
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string Variable = "GCOMPUTE_CONFIG_DIRECTORY";

    /// <summary>Gets the folder, which may not exist; null for a user without a home.</summary>
    public static string? Path
    {
        get
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            {
                return System.IO.Path.GetFullPath(named);
            }

            var data = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return data.Length == 0 ? null : System.IO.Path.Combine(data, "gcompute");
        }
    }

    /// <summary>Gets the path of a file in it; null for a user without a home.</summary>
    public static string? File(string name) => Path is { } folder ? System.IO.Path.Combine(folder, name) : null;

    /// <summary>Writes a file in place of the earlier one, at once or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Replace(string path, Action<Stream> write)
    {
        var other = $"{path}.{Environment.ProcessId}.tmp";
        using (var stream = Open(other, FileMode.Create))
        {
            write(stream);
        }

        System.IO.File.Move(other, path, overwrite: true);
    }

    /// <summary>Opens a file for writing that only its owner can read, and makes the folder if necessary.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static FileStream Open(string path, FileMode mode)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.Read };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
