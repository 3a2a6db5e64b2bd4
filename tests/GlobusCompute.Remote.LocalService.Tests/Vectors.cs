using System.Text.Json;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>The golden vectors that tell what a real worker answers.</summary>
internal static class Vectors
{
    private static readonly Lazy<string> s_folder = new(FindFolder);

    public static JsonElement WorkerRuns { get; } = Load("worker_runs.json");

    public static JsonElement Functions { get; } = Load("functions.json");

    public static JsonElement Named(this JsonElement list, string name) => list.EnumerateArray().Single(e => e.GetProperty("name").GetString() == name);

    public static string LastLine(string text) => text.TrimEnd('\n').Split('\n')[^1];

    private static JsonElement Load(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder.Value, file))).RootElement;

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GlobusCompute.Remote.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "vectors");
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds GlobusCompute.Remote.sln.");
    }
}
