namespace GlobusCompute.Remote.Compatibility.Tests.Recording;

/// <summary>Makes the listed public surface of each package the one that later versions are held to.</summary>
internal static class ShippedSurface
{
    /// <summary>Copies each <c>PublicApi.txt</c> over the <c>PublicApi.Shipped.txt</c> beside it, and forgets the breaks since the version before.</summary>
    /// <param name="sourceFolder">The folder that holds a folder for each package.</param>
    /// <returns>The files that were written.</returns>
    public static IReadOnlyList<string> Ship(string sourceFolder)
    {
        var shipped = new List<string>();
        foreach (var present in Directory.EnumerateFiles(sourceFolder, "PublicApi.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var folder = Path.GetDirectoryName(present)!;
            var file = Path.Combine(folder, "PublicApi.Shipped.txt");
            File.Copy(present, file, overwrite: true);
            File.Delete(Path.Combine(folder, "PublicApi.Breaks.txt"));
            shipped.Add(file);
        }

        return shipped;
    }
}
