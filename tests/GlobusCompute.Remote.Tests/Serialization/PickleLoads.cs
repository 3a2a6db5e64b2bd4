using System.Diagnostics;
using System.Text;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

/// <summary>What plain <c>pickle.loads</c> of a real Python makes of pickled arguments.</summary>
internal static class PickleLoads
{
    private const string Script = """
        import base64, pickle, sys
        sys.setrecursionlimit(5000)
        for line in sys.stdin:
            print(ascii(pickle.loads(base64.b64decode(line.strip(), validate=True))).replace("\n", ""))
        """;

    /// <summary>The args buffer of a call with one argument, which must be a pickle: its base64.</summary>
    public static string Pickle<T>(T value, PayloadRules? json = null, ArgumentFormats? formats = null)
    {
        var buffers = Buffers(w => w.Positional(value), json, formats ?? ArgumentFormats.Of(PayloadFormat.Pickle));
        Assert.StartsWith("00\n", buffers[0], StringComparison.Ordinal);
        return buffers[0][3..];
    }

    /// <summary>The args and the kwargs buffer of a call.</summary>
    public static IReadOnlyList<string> Buffers(Action<ArgumentWriter> write, PayloadRules? json = null, ArgumentFormats formats = default)
    {
        var writer = ArgumentWriter.Rent(json ?? Payload.Reflection, formats);
        write(writer);
        var packed = writer.Finish();
        var text = System.Text.Json.JsonSerializer.Deserialize<string>(packed.Memory.Span)!;
        packed.Return();
        return PackedBuffers.Unpack(text);
    }

    public static PayloadException Fails<T>(T value, PayloadRules? json = null, ArgumentFormats? formats = null)
    {
        var writer = ArgumentWriter.Rent(json ?? Payload.Reflection, formats ?? ArgumentFormats.Of(PayloadFormat.Pickle));
        writer.Positional(1);
        var before = writer.Length;
        var error = Assert.Throws<PayloadException>(() => writer.Positional(value));
        Assert.Equal(before, writer.Length);
        writer.Finish().Return();
        return error;
    }

    /// <summary>The repr of the first item of each pickle: of the only argument.</summary>
    public static string[] Repr(params string[] pickles) =>
        [.. Raw(pickles).Select(text => text[1..^1].TrimEnd(','))];

    /// <summary>The repr of each pickle.</summary>
    public static string[] Raw(params string[] pickles)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-I", "-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = Encoding.ASCII,
        };
        using var python = Process.Start(start)!;
        var output = python.StandardOutput.ReadToEndAsync();
        foreach (var pickle in pickles)
        {
            python.StandardInput.Write(pickle + "\n");
        }

        python.StandardInput.Close();
        var lines = output.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
        return [.. lines.Select(line => line.TrimEnd('\r'))];
    }
}
