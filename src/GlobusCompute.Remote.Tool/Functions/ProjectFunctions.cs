using System.CommandLine;
using GlobusCompute.Remote.Locking;

namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>The functions of the project or assembly that a command names, and where their lock file is.</summary>
internal sealed record ProjectFunctions(IReadOnlyList<PinnableFunction> Functions, string LockFile)
{
    /// <exception cref="BadOptionException">There is no such project, or no lock file for it.</exception>
    /// <exception cref="BadProjectException">The project does not build, or its assembly cannot be read.</exception>
    public static async Task<ProjectFunctions> ReadAsync(FunctionsOptions options, ParseResult line, Action<string> tell, CancellationToken cancellationToken)
    {
        var target = Find(line.GetValue(options.Target) ?? ".");
        var lockFile = line.GetValue(options.Lock) is { } named ? Path.GetFullPath(named) : null;
        if (!IsProject(target))
        {
            return new ProjectFunctions(Read(target), lockFile ?? Path.GetFullPath(ComputeLockFile.FileName));
        }

        var configuration = line.GetValue(options.Configuration);
        var properties = await DotNetBuild.AskAsync(target, configuration, cancellationToken).ConfigureAwait(false);
        lockFile ??= LockFileOf(target, properties.LockFile);
        tell($"Building {Path.GetFileName(target)} ...");
        var assembly = await DotNetBuild.BuildAsync(
            target, line.GetValue(options.Framework) ?? properties.Framework, configuration, cancellationToken).ConfigureAwait(false);
        return new ProjectFunctions(Read(assembly), lockFile);
    }

    private static bool IsProject(string path) => path.EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    private static string Find(string target)
    {
        var path = Path.GetFullPath(target);
        if (File.Exists(path))
        {
            return path;
        }

        if (!Directory.Exists(path))
        {
            throw new BadOptionException($"there is no project, folder or assembly '{target}'.");
        }

        return Directory.GetFiles(path, "*.csproj") switch
        {
            [var only] => only,
            [] => throw new BadOptionException($"there is no C# project in {path}; name one, or an assembly."),
            _ => throw new BadOptionException($"there are several C# projects in {path}; name one."),
        };
    }

    private static string LockFileOf(string project, string property) => property switch
    {
        "" => Path.Combine(Path.GetDirectoryName(project)!, ComputeLockFile.FileName),
        "none" => throw new BadOptionException(
            $"{project} has no lock file: its property GlobusComputeLockFile is 'none'. Name a file with --lock, or remove the property."),
        _ => Path.GetFullPath(property.Replace('\\', '/'), Path.GetDirectoryName(project)!),
    };

    private static IReadOnlyList<PinnableFunction> Read(string assembly)
    {
        try
        {
            return PinnableFunction.ReadFrom(assembly);
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new BadProjectException(e.Message);
        }
    }
}
