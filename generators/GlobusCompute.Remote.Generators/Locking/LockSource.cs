using GlobusCompute.Remote.Shared.Locking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Locking;

/// <summary>Recognises the project's lock file among its additional files, and has it read.</summary>
internal static class LockSource
{
    private const string ItemType = "GlobusComputeLock";
    private const string ItemTypeKey = "build_metadata.AdditionalFiles.SourceItemType";
    private const int Utf8CodePage = 65001;

    /// <summary>Whether an additional file is a lock file.</summary>
    public static bool IsLockFile(AdditionalText file, AnalyzerConfigOptionsProvider provider) =>
        provider.GetOptions(file).TryGetValue(ItemTypeKey, out var type) && type == ItemType;

    /// <summary>Reads a lock file. Null is a file that could not be opened.</summary>
    public static LockFile Read(SourceText? text) => text switch
    {
        null => LockFile.Unreadable(LockFault.NotOpened),

        // Compilers read what is not UTF-8 as something else, and say so here. Texts of editors need not have an encoding.
        { Encoding.CodePage: not Utf8CodePage } => LockFile.Unreadable(LockFault.NotUtf8),
        _ => LockFileReader.Read(text.ToString()),
    };
}
