using System.Reflection;
using System.Text;
using System.Text.Json;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>The Python that workers run, read from the assembly and sent over a pipe: nothing is written to disk.</summary>
internal static class WorkerBundle
{
    private const string Prefix = "Worker/";
    private const string PackageFile = "/__init__.py";

    private static readonly Lazy<byte[]> s_message = new(MakeMessage);

    /// <summary>What <c>python -c</c> gets: reads the rest from standard input.</summary>
    public static string Bootstrap { get; } = Read("bootstrap.py");

    /// <summary>The first bytes on a worker's standard input: a length in a line of its own, then a JSON object with all sources.</summary>
    public static ReadOnlyMemory<byte> Message => s_message.Value;

    private static byte[] MakeMessage()
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("main"u8, Read("worker.py"));
            writer.WriteStartObject("modules"u8);
            foreach (var resource in Assembly.GetExecutingAssembly().GetManifestResourceNames())
            {
                if (!resource.StartsWith(Prefix, StringComparison.Ordinal))
                {
                    continue;
                }

                var path = resource[Prefix.Length..];
                if (!path.Contains('/'))
                {
                    continue;
                }

                var isPackage = path.EndsWith(PackageFile, StringComparison.Ordinal);
                var module = path[..^(isPackage ? PackageFile.Length : ".py".Length)].Replace('/', '.');
                writer.WriteStartArray(module);
                writer.WriteBooleanValue(isPackage);
                writer.WriteStringValue(Read(path));
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return [.. Encoding.ASCII.GetBytes($"{json.Length}\n"), .. json.ToArray()];
    }

    private static string Read(string path)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + path)
            ?? throw new InvalidOperationException($"The assembly lacks the resource {Prefix}{path}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
