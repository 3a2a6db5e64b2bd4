namespace GlobusCompute.Remote.Journal;

/// <summary>
/// Opens and makes files that only their owner may read, on Unix, and that are files: never through a link, which would lead to another's file.
/// </summary>
internal static class PrivateFile
{
    /// <summary>Opens a file that there is.</summary>
    /// <exception cref="IOException">It is not a regular file, or cannot be opened.</exception>
    public static FileStream Open(string path, FileAccess access, FileShare share)
    {
        ThrowIfNotRegular(path);
        var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = access, Share = share, BufferSize = 0 });
        if (stream.CanSeek)
        {
            return stream;
        }

        stream.Dispose();
        throw NotRegular(path);
    }

    /// <summary>Makes a file, in place of whatever has its name: that is removed, not followed.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static FileStream Create(string path)
    {
        File.Delete(path);
        return CreateNew(path, FileShare.Read);
    }

    /// <summary>Opens a file, or makes it where there is none.</summary>
    /// <exception cref="IOException">It is not a regular file, or cannot be opened.</exception>
    public static FileStream OpenOrCreate(string path, FileShare share)
    {
        if (FileKind.IsRegular(path) is null)
        {
            try
            {
                return CreateNew(path, share);
            }
            catch (IOException) when (FileKind.IsRegular(path) is true)
            {
                // Another was quicker.
            }
        }

        return Open(path, FileAccess.ReadWrite, share);
    }

    /// <exception cref="IOException">Something else than a regular file is there.</exception>
    public static void ThrowIfNotRegular(string path)
    {
        if (FileKind.IsRegular(path) is false)
        {
            throw NotRegular(path);
        }
    }

    private static FileStream CreateNew(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static IOException NotRegular(string path) =>
        new($"{path} is not a regular file but a link, a folder, a device or a pipe. Give the path of a file, or remove what is there.");
}
