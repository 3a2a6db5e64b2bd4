using System.Text.RegularExpressions;
using GlobusCompute.Remote.Compatibility.Tests.Inputs;
using GlobusCompute.Remote.Compatibility.Tests.References;

namespace GlobusCompute.Remote.Compatibility.Tests.Recording;

/// <summary>Keeps today's interfaces, what the generator writes for them, and what that asks of the library.</summary>
internal static partial class VersionRecorder
{
    /// <summary>The recorded list of what generated code asks of the library.</summary>
    public const string ReferencesFile = "references.txt";

    /// <summary>Writes the folder of a version.</summary>
    /// <param name="name">The version.</param>
    /// <param name="pastFolder">The folder that gets it.</param>
    /// <returns>The new folder.</returns>
    /// <exception cref="ArgumentException">The name is none for a folder and an assembly.</exception>
    /// <exception cref="IOException">The version is there already: what was recorded never changes.</exception>
    public static string Record(string name, string pastFolder)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw new ArgumentException($"'{name}' is not a version: letters, digits, dots and hyphens make one.", nameof(name));
        }

        var folder = Path.Combine(pastFolder, name);
        if (Directory.Exists(folder))
        {
            throw new IOException($"{folder} is there already, and what was recorded never changes. Delete it first if nobody can have that version.");
        }

        var inputs = InputProject.Current;
        var generated = inputs.Generate();
        var library = LibrarySurface.Read(File.ReadAllBytes(typeof(ComputeClient).Assembly.Location));
        var references = LibraryReferences.Read(generated.Assembly(), library);
        Write(folder, $"{name}.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n");
        Write(folder, ReferencesFile, references);
        foreach (var (path, text) in inputs.Files)
        {
            Write(folder, path, text);
        }

        foreach (var (file, text) in generated.Sources)
        {
            Write(folder, Path.Combine(InputProject.GeneratedFolder, file), text);
        }

        return folder;
    }

    private static void Write(string folder, string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    [GeneratedRegex("^[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?$")]
    private static partial Regex NamePattern();
}
