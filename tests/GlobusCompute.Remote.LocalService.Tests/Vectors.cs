using System.Text.Json;
using GlobusCompute.Remote.Testing;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>The golden vectors that tell what a real worker answers.</summary>
internal static class Vectors
{
    public static JsonElement WorkerRuns { get; } = Load("worker_runs.json");

    public static JsonElement Functions { get; } = Load("functions.json");

    public static JsonElement Named(this JsonElement list, string name) => list.EnumerateArray().Single(e => e.GetProperty("name").GetString() == name);

    public static string LastLine(string text) => text.TrimEnd('\n').Split('\n')[^1];

    private static JsonElement Load(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(TestPaths.Vectors, file))).RootElement;
}
