using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>
/// A hundred thousand rows into records and tuples, from pickles that Python writes and from JSON, and a million floats of numpy: time as a median, and what is
/// allocated over the size of what is made.
/// </summary>
internal static class RowReading
{
    private const int Rows = 100_000;
    private const int Floats = 1_000_000;
    private const int Runs = 15;

    private const string Script = """
        import codecs, pickle, sys
        from dataclasses import make_dataclass
        import types
        Row = make_dataclass('Row', ['id', 'name', 'value'])
        Row.__module__ = 'lab'
        lab = types.ModuleType('lab'); lab.Row = Row; sys.modules['lab'] = lab
        n = int(sys.argv[2])
        rows = {
            'dicts': lambda: [{'id': i, 'name': 'sample %d' % i, 'value': i / 7} for i in range(n)],
            'tuples': lambda: [(i, 'sample %d' % i, i / 7) for i in range(n)],
            'objects': lambda: [Row(i, 'sample %d' % i, i / 7) for i in range(n)],
        }[sys.argv[1]]()
        sys.stdout.write('00\n' + codecs.encode(pickle.dumps(rows, protocol=4), 'base64').decode())
        """;

    private static readonly PayloadRules s_rules = PayloadRules.ForReflection(ComputeNaming.SnakeCase);

    public static void Run()
    {
        // The array, and for each row its object and its text.
        var text = Enumerable.Range(0, Rows).Sum(i => (22L + (2 * $"sample {i}".Length) + 7) / 8 * 8);
        var records = (Rows * (8L + 40)) + text;
        var tuples = (Rows * 24L) + text;
        Console.WriteLine("| rows | median, ms | least, ms | CPU, ms | allocated / size | size, MB |\n| --- | ---: | ---: | ---: | ---: | ---: |");
        Print<Row[]>("1e5 pickled dicts to records", Pickle("dicts"), records);
        Print<Row[]>("1e5 pickled dataclasses to records", Pickle("objects"), records);
        Print<(int, string, double)[]>("1e5 pickled tuples to value tuples", Pickle("tuples"), tuples);
        Print<(int, string, double)[]>("1e5 JSON arrays to value tuples", Json(static i => $"[{i}, \"sample {i}\", {Number(i)}]"), tuples);
        Print<Row[]>("1e5 JSON objects to records", Json(static i => $"{{\"id\": {i}, \"name\": \"sample {i}\", \"value\": {Number(i)}}}"), records);
        PrintFloats();
    }

    private static void Print<T>(string name, byte[] payload, long size)
    {
        var times = new List<double>();
        var cpu = new List<double>();
        var allocated = new List<long>();
        for (var i = 0; i < Runs; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var used = Environment.CpuUsage.UserTime;
            var clock = Stopwatch.GetTimestamp();
            var value = ResultReader.Read<T>(payload, s_rules, allowNull: false);
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            cpu.Add((Environment.CpuUsage.UserTime - used).TotalMilliseconds);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            GC.KeepAlive(value);
        }

        times.Sort();
        cpu.Sort();
        allocated.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {times[Runs / 2]:F1} | {times[0]:F1} | {cpu[Runs / 2]:F1} | {(double)allocated[Runs / 2] / size:F2} | {size / 1e6:F1} |"));
    }

    private static void PrintFloats()
    {
        var data = new byte[8 * Floats];
        for (var i = 0; i < Floats; i++)
        {
            BitConverter.TryWriteBytes(data.AsSpan(8 * i), Math.Sqrt(i));
        }

        var base64 = Convert.ToBase64String(NumpyPickle.Of(data, Floats));
        var text = new StringBuilder("00\n");
        for (var i = 0; i < base64.Length; i += 76)
        {
            text.Append(base64.AsSpan(i, Math.Min(76, base64.Length - i))).Append('\n');
        }

        var payload = Encoding.ASCII.GetBytes(text.ToString());
        var (plain, read) = (new List<double>(), new List<double>());
        for (var i = 0; i < 3 * Runs; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            var floats = Decoded(payload);
            plain.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            clock = Stopwatch.GetTimestamp();
            var value = ResultReader.Read<double[]>(payload, s_rules, allowNull: false);
            read.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            if (value[^1] != floats[^1])
            {
                throw new InvalidOperationException("The benchmark does not read what it wrote.");
            }
        }

        plain.Sort();
        read.Sort();
        var (floats64, least) = (read[read.Count / 2], plain[plain.Count / 2]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n1e6 float64 of numpy over decoding into a pooled buffer and one copy: {floats64 / least:F2} ({floats64:F1} ms)"));
    }

    /// <summary>Decodes line by line into a pooled buffer, and copies the data of the array, which end 9 bytes before the pickle.</summary>
    private static double[] Decoded(ReadOnlySpan<byte> payload)
    {
        var text = payload[3..];
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(text.Length);
        var length = 0;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            System.Buffers.Text.Base64.DecodeFromUtf8(text[..end], buffer.AsSpan(length), out _, out var written);
            length += written;
            text = text[(end + 1)..];
        }

        var floats = MemoryMarshal.Cast<byte, double>(buffer.AsSpan(length - 9 - (8 * Floats), 8 * Floats)).ToArray();
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        return floats;
    }

    private static string Number(int i) => JsonSerializer.Serialize(i / 7d) is var text && text.Contains('.') ? text : text + ".0";

    private static byte[] Json(Func<int, string> row) => Encoding.UTF8.GetBytes("11\n[" + string.Join(", ", Enumerable.Range(0, Rows).Select(row)) + "]");

    private static byte[] Pickle(string kind)
    {
        string[] line = ["-I", "-c", Script, kind, Rows.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo("/usr/bin/python3", line) { RedirectStandardOutput = true };
        using var python = Process.Start(start)!;
        var payload = new MemoryStream();
        python.StandardOutput.BaseStream.CopyTo(payload);
        python.WaitForExit();
        return payload.ToArray();
    }

    internal sealed record Row(int Id, string Name, double Value);
}
