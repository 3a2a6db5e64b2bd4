using GlobusCompute.Remote.Locking;

namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>Reads and writes the lock file, and says which one it was that cannot be.</summary>
internal static class LockFiles
{
    /// <exception cref="BadLockFileException">It is there, and cannot be read.</exception>
    public static ComputeLockFile Load(string path)
    {
        try
        {
            return File.Exists(path) ? ComputeLockFile.Load(path) : ComputeLockFile.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ComputeLockFileException)
        {
            throw new BadLockFileException(e is ComputeLockFileException ? e.Message : $"the lock file {path} cannot be read: {e.Message}", e);
        }
    }

    /// <exception cref="BadLockFileException">It cannot be written.</exception>
    public static void Save(ComputeLockFile file, string path)
    {
        try
        {
            file.Save(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadLockFileException($"the lock file {path} cannot be written: {e.Message}", e);
        }
    }
}
