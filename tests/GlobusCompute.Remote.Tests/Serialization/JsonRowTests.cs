using System.Globalization;
using System.Text;
using GlobusCompute.Remote.Fuzzing;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Tests.Serialization.Pickle;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

/// <summary>Lists of tuples as JSON are read as objects of their fields, and are what the general reader makes of them, values and errors alike.</summary>
public sealed class JsonRowTests
{
    private static readonly RowTarget[] s_targets =
    [
        RowTarget.Of<(int, string, double)[]>(), RowTarget.Of<List<(long, string?, double?)>>(), RowTarget.Of<IReadOnlyList<(object?, string, float)>>(),
        RowTarget.Of<ValueTuple<int>[]>(), RowTarget.Of<(int, int, int, int, int, int, int)[]>(), RowTarget.Of<(int, int, int, int, int, int, int, int)[]>(),
        RowTarget.Of<(int, (string, double))[]>(), RowTarget.Of<(int, string, double)?[]>(), RowTarget.Of<(DateTime, bool, Guid)[]>(),
        RowTarget.Of<(int, double[], string)[]>(),
    ];

    private static readonly string[] s_odd =
    [
        "null", "true", "NaN", "-Infinity", "\"\"", "\"\\ud800\"", "\"caf\\u00e9\"", "1.0", "1e3", "12345678901234567890", "-0", "[]", "[1, 2]", "{}", "\"2024-02-29\"",
        "0.1", "2147483648", "1e999",
    ];

    [Fact]
    public void Rows_are_the_same_by_both_readers()
    {
        var random = new Random(20_264);
        var direct = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var text = Encoding.UTF8.GetBytes(Rows(random));
            foreach (var target in s_targets)
            {
                direct += target.CompareJson(text, Payload.Reflection) ? 1 : 0;
            }
        }

        Assert.InRange(direct, 1_000, 15_000);
    }

    [Fact]
    public void Damaged_rows_are_the_same_by_both_readers()
    {
        var random = new Random(20_265);
        byte[][] texts = [.. Enumerable.Range(0, 50).Select(_ => Encoding.UTF8.GetBytes(Rows(random)))];
        byte[] marks = [.. "{}[]\",:\\ue+-.0919NaIntf \n"u8, 0xFF, 0xED, 0x80];
        for (var i = 0; i < 10_000; i++)
        {
            var text = FuzzDamage.Apply(random, texts[random.Next(texts.Length)], texts, marks, lengths: false);
            s_targets[random.Next(s_targets.Length)].CompareJson(text, Payload.Reflection);
        }
    }

    [Fact]
    public void Regular_rows_are_read_as_objects_of_their_fields()
    {
        var text = Encoding.UTF8.GetBytes("[" + string.Join(", ", Enumerable.Range(0, 2_000).Select(i => $"[{i}, \"n{i}\", {i}.5]")) + "]");

        Assert.True(s_targets[0].CompareJson(text, Payload.Reflection));
        Assert.Equal((1_999, "n1999", 1_999.5), Payload.Read<(int, string, double)[]>(Encoding.UTF8.GetString(text))[^1]);
    }

    private static string Rows(Random random)
    {
        var isOdd = random.Next(3) == 0;
        var rows = Enumerable.Range(0, random.Next(5)).Select(_ =>
        {
            string[] row = random.Next(4) switch
            {
                0 => [Number(random), "\"2024-02-29T10:00:00\"", "\"a b\"", Number(random), Number(random), Number(random), Number(random)],
                1 => [Number(random)],
                _ => [Number(random), $"\"sample {random.Next()}\"", (random.NextDouble() * 1000).ToString("R", CultureInfo.InvariantCulture)],
            };
            if (isOdd && random.Next(3) == 0)
            {
                row[random.Next(row.Length)] = s_odd[random.Next(s_odd.Length)];
            }

            return isOdd && random.Next(20) == 0 ? "null" : $"[{string.Join(random.Next(2) == 0 ? ", " : " ,\n", row)}]";
        });
        return $"[{string.Join(", ", rows)}]{(random.Next(50) == 0 ? " 1" : "")}";
    }

    private static string Number(Random random) => random.Next(-1000, 1000).ToString(CultureInfo.InvariantCulture);
}
