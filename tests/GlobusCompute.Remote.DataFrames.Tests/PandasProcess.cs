using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using GlobusCompute.Remote.DataFrames.Wire;
using GlobusCompute.Remote.TestFixtures;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>A real Python with pandas that runs the adapter, without a service between, so that thousands of frames travel in seconds.</summary>
public sealed class PandasProcess : IAsyncLifetime
{
    private Process? _process;

    public static string Python => PythonInstallation.ConfiguredPath;

    public async ValueTask InitializeAsync()
    {
        var adapter = Path.Combine(AppContext.BaseDirectory, $"adapter-{Guid.NewGuid():N}.py");
        await File.WriteAllTextAsync(adapter, PandasAdapter.Source);
        _process = Process.Start(new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "roundtrip.py"), adapter])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
        })!;
        Assert.Equal("2", Text("run 1 + 1"));
        File.Delete(adapter);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Sends a command, and reads its answer.</summary>
    public byte[] Send(string command, ReadOnlySpan<byte> data = default)
    {
        Write(command, data);
        return Read();
    }

    public string Text(string command, ReadOnlySpan<byte> data = default) => Encoding.UTF8.GetString(Send(command, data));

    /// <summary>Makes a frame.</summary>
    /// <returns>What the refusal of the frame says, empty when it travels, and the frame.</returns>
    public (string Refusal, byte[] Data) Make(string target, int seed)
    {
        Write($"make {target} {seed}", default);
        return (Encoding.UTF8.GetString(Read()), Read());
    }

    private void Write(string command, ReadOnlySpan<byte> data)
    {
        var stream = _process!.StandardInput.BaseStream;
        var text = Encoding.UTF8.GetBytes(data.IsEmpty ? command : command + " ");
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, text.Length + data.Length);
        stream.Write(head);
        stream.Write(text);
        stream.Write(data);
        stream.Flush();
    }

    private byte[] Read()
    {
        var stream = _process!.StandardOutput.BaseStream;
        Span<byte> head = stackalloc byte[4];
        stream.ReadExactly(head);
        var data = new byte[BinaryPrimitives.ReadInt32LittleEndian(head)];
        stream.ReadExactly(data);
        return data;
    }
}
