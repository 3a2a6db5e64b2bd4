using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace GlobusCompute.Remote.Journal;

/// <summary>Tells files from what only has a name like one: links, folders, devices, pipes. Opening a pipe to see would wait for its other end.</summary>
internal static class FileKind
{
    private const int TypeBits = 0xF000;
    private const int RegularFile = 0x8000;
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint OnlyType = 1;
    private const int ModeOfLinux = 28;
    private const int ModeOfMacOS = 4;

    /// <summary>Gets whether a regular file is there; null when there is nothing.</summary>
    public static bool? IsRegular(string path)
    {
        var info = new FileInfo(path);
        if ((int)info.Attributes == -1)
        {
            return null;
        }

        return !info.Attributes.HasFlag(FileAttributes.Directory) && info.LinkTarget is null
            && (Mode(path) is not { } mode || (mode & TypeBits) == RegularFile);
    }

    /// <summary>The mode of what is there, or null where the system does not tell it in a known way.</summary>
    private static int? Mode(string path)
    {
        var name = Encoding.UTF8.GetBytes(path + '\0');
        var status = new byte[512];
        try
        {
            if (OperatingSystem.IsLinux())
            {
                return Statx(CurrentDirectory, name, NoFollow, OnlyType, status) == 0
                    ? BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOfLinux))
                    : null;
            }

            if (OperatingSystem.IsMacOS())
            {
                var error = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? LStatOfX64(name, status) : LStat(name, status);
                return error == 0 ? BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOfMacOS)) : null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            // An old C library. What cannot be positioned is refused once it is open.
        }

        return null;
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressMessage("Interoperability", "SYSLIB1054", Justification = "All arguments are blittable.")]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc", EntryPoint = "lstat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressMessage("Interoperability", "SYSLIB1054", Justification = "All arguments are blittable.")]
    private static extern int LStat(byte[] path, byte[] status);

    [DllImport("libc", EntryPoint = "lstat$INODE64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressMessage("Interoperability", "SYSLIB1054", Justification = "All arguments are blittable.")]
    private static extern int LStatOfX64(byte[] path, byte[] status);
}
