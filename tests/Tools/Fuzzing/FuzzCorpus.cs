using System.Text;
using System.Text.Json;

namespace GlobusCompute.Remote.Fuzzing;

/// <summary>What mutations begin with: every recorded pickle and JSON text, the hostile ones included.</summary>
internal sealed class FuzzCorpus
{
    private FuzzCorpus(List<byte[]> pickles, List<byte[]> texts)
    {
        Pickles = pickles;
        Texts = texts;
    }

    public IReadOnlyList<byte[]> Pickles { get; }

    public IReadOnlyList<byte[]> Texts { get; }

    /// <param name="folder">The folder of the vectors.</param>
    public static FuzzCorpus Read(string folder)
    {
        var pickles = new List<byte[]>();
        var texts = new List<byte[]>();
        foreach (var file in (string[])["payloads.json", "payloads_py313.json"])
        {
            var root = Parse(folder, file);
            foreach (var entry in root.GetProperty("payloads").EnumerateArray())
            {
                if (entry.GetProperty("json").GetString() is { Length: < 20_000 } json)
                {
                    texts.Add(Encoding.UTF8.GetBytes(json[3..]));
                }

                if (entry.GetProperty("dill").GetString() is { Length: < 20_000 } dill)
                {
                    pickles.Add(Convert.FromBase64String(dill[3..]));
                }
            }

            pickles.AddRange(root.GetProperty("raw_pickles").EnumerateArray()
                .SelectMany(entry => entry.GetProperty("pickle").EnumerateObject())
                .Where(p => p.Value.ValueKind == JsonValueKind.String)
                .Select(p => p.Value.GetBytesFromBase64())
                .Where(p => p.Length < 20_000));
        }

        pickles.AddRange(Parse(folder, "hostile.json").EnumerateObject()
            .Where(group => group.Value.ValueKind == JsonValueKind.Array)
            .SelectMany(group => group.Value.EnumerateArray())
            .Select(entry => entry.GetProperty("raw_b64").GetBytesFromBase64())
            .Where(p => p.Length < 20_000));
        return new FuzzCorpus(pickles, texts);
    }

    private static JsonElement Parse(string folder, string file)
    {
        using var stream = File.OpenRead(Path.Combine(folder, file));
        return JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 2000 }).RootElement;
    }
}
