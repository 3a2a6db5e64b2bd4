using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

/// <summary>Short ways to write one value and to read one, and the recorded vectors.</summary>
internal static class Payload
{
    public static PayloadRules Reflection { get; } = PayloadRules.ForReflection(ComputeNaming.SnakeCase);

    public static PayloadRules BuiltIn { get; } = PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase);

    /// <summary>The task string of a call, its JSON string literal resolved.</summary>
    public static string Task(Action<ArgumentWriter> write, PayloadRules? json = null)
    {
        var writer = ArgumentWriter.Rent(json ?? Reflection, ArgumentFormats.Of(PayloadFormat.Json));
        write(writer);
        var packed = writer.Finish();
        var literal = packed.Memory.ToArray();
        packed.Return();
        Assert.DoesNotContain(literal, b => b is >= 0x7F or < 0x20);
        return JsonSerializer.Deserialize<string>(literal)!;
    }

    /// <summary>The JSON text of one argument.</summary>
    public static string Write<T>(T value, PayloadRules? json = null)
    {
        var task = Task(w => w.Positional(value), json);
        var buffers = PackedBuffers.Unpack(task);
        Assert.Equal("11\n{}", buffers[1]);
        Assert.StartsWith("11\n[", buffers[0], StringComparison.Ordinal);
        return buffers[0][4..^1];
    }

    public static T Read<T>(string json, bool allowNull = true, PayloadRules? rules = null) =>
        ResultReader.Read<T>(Encoding.UTF8.GetBytes("11\n" + json), rules ?? Reflection, allowNull);

    public static PayloadException ReadFails<T>(string json, PayloadRules? rules = null) =>
        Assert.Throws<PayloadException>(() => Read<T>(json, allowNull: true, rules));

    public static PayloadException WriteFails<T>(T value, PayloadRules? json = null)
    {
        var writer = ArgumentWriter.Rent(json ?? Reflection, ArgumentFormats.Of(PayloadFormat.Json));
        writer.Positional(1);
        var before = writer.Length;
        var error = Assert.Throws<PayloadException>(() => writer.Positional(value));
        Assert.Equal(before, writer.Length);

        // What was written of it is gone, and the writer goes on.
        writer.Positional(2);
        var packed = writer.Finish();
        Assert.Equal("\"9\\n11\\n[1, 2]5\\n11\\n{}\"", Encoding.UTF8.GetString(packed.Memory.Span));
        packed.Return();
        return error;
    }

    /// <summary>One of the recorded files in <c>tests/vectors</c>.</summary>
    public static JsonElement Vectors(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GlobusCompute.Remote.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds GlobusCompute.Remote.sln.");
        }

        using var stream = File.OpenRead(Path.Combine(folder.FullName, "tests", "vectors", file));
        return JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 2000 }).RootElement;
    }
}
