using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Apache.Arrow;
using Microsoft.Data.Analysis;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>Answers that are not what the adapter writes: each is a value or a FormatException, whatever it claims.</summary>
public sealed class DamagedFrameTests(PandasProcess pandas) : IClassFixture<PandasProcess>
{
    private const string Sample = "pd.DataFrame({'n': [1, 2, 3], 't': ['a', None, 'ü'], 'c': pd.Categorical(['x', None, 'y']), "
        + "'i': pd.array([1, None, 3], dtype='Int64'), 'b': [True, False, True]})";

    [Theory]
    [InlineData("rows", "4", "column 'n': there are 24 bytes of data for 4 rows of 8 bytes")]
    [InlineData("rows", "-1", "its number of rows is not a 32-bit number of 0 or more")]
    [InlineData("rows", "1e3", "its number of rows")]
    [InlineData("pandas", "2", "it is of a version that is not known here")]
    [InlineData("series", "true", "it is a series of 5 columns")]
    [InlineData("columns.0.dtype", "'int32'", "column 'n': there are 24 bytes of data for 3 rows of 4 bytes")]
    [InlineData("columns.0.dtype", "'complex128'", "column 'n': the dtype 'complex128' is not known here")]
    [InlineData("columns.0.dtype", "null", "column 'n': the dtype '' is not known here")]
    [InlineData("columns.0.data", "2000000000", "column 'n': a buffer of 2,000,000,000 bytes is announced")]
    [InlineData("columns.0.data", "99999999999", "its number of bytes is not")]
    [InlineData("columns.0.mask", "3", "column 'n'")]
    [InlineData("columns.1.offsets", "12", "column 't', row 0: the mark of a missing value is neither 0 nor 1")]
    [InlineData("columns.2.codes", "3", "column 'c': the codes of categories have 3 bytes")]
    [InlineData("columns.2.categories.rows", "1", "column 'c'")]
    [InlineData("columns.2.categories.dtype", "'category'", "column 'c': its categories are categories themselves")]
    [InlineData("columns.3.mask", "2", "column 'i': there are 2 marks of missing values for 3 rows")]
    [InlineData("index.range", "[9223372036854775807, 1]", "its index is a range that leaves the 64-bit numbers")]
    [InlineData("index.range", "[0]", "its index is not a range")]
    [InlineData("index.names", "[null, null]", "its index is not a range of 64-bit numbers with one name")]
    [InlineData("index", "[]", "its header is not one of a data frame")]
    [InlineData("columns.4.label", "7", "its header is not one of a data frame")]
    public void A_header_that_contradicts_its_buffers_is_refused_with_what_is_wrong(string path, string value, string message)
    {
        var (header, buffers) = Split(pandas.Send("encode " + Sample));
        var node = header;
        var parts = path.Split('.');
        foreach (var part in parts[..^1])
        {
            node = int.TryParse(part, out var i) ? node[i]! : node[part]!;
        }

        node[parts[^1]] = JsonNode.Parse(value.Replace('\'', '"'));

        var error = Assert.Throws<FormatException>(() => Wire.Read<DataFrame>(Join(header, buffers)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, (byte)99, "column 't', row 0: the text begins at byte")]
    [InlineData(16, (byte)7, "column 't', row 0: the mark of a missing value is neither 0 nor 1")]
    [InlineData(19, (byte)5, "column 'c', row 0: the code 5 is none of the column's 2 categories")]
    [InlineData(20, (byte)0xFE, "column 'c', row 1: the code -2 is none of the column's 2 categories")]
    public void Bytes_that_contradict_the_header_are_refused_by_column_and_row(int offset, byte value, string message)
    {
        // Behind three numbers of 8 bytes and three bytes of text ("a", "ü") are the offsets, the marks and the codes.
        var (header, buffers) = Split(pandas.Send("encode " + Sample));
        buffers[24 + 3 + offset] = value;

        var error = Assert.Throws<FormatException>(() => Wire.Read<DataFrame>(Join(header, buffers)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused_by_column_and_row()
    {
        var (header, buffers) = Split(pandas.Send("encode " + Sample));
        buffers[24 + 1] = 0xFF;

        var error = Assert.Throws<FormatException>(() => Wire.Read<RecordBatch>(Join(header, buffers)));
        Assert.Contains("column 't', row 2: the text is not UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_columns_are_not_made_from_a_claim()
    {
        var header = JsonNode.Parse("""{"pandas": 1, "series": false, "rows": 2000000000, "columns": [], "index": {"range": [0, 1], "names": [null]}}""")!;

        Assert.Throws<FormatException>(() => Wire.Read<DataFrame>(Join(header, []), new PandasFormat { Index = PandasIndex.Keep }));
    }

    [Fact]
    public void What_is_made_of_a_frame_counts_against_the_limit_before_it_is_made()
    {
        var charged = 0L;
        new PandasFormat().Read<IReadOnlyList<string?>>(pandas.Send("encode pd.Series(['a'] * 1000)"), bytes => charged += bytes);
        Assert.InRange(charged, 32_000, 200_000);
    }

    [Fact]
    public void Mutated_frames_are_values_or_format_exceptions()
    {
        var random = new Random(20);
        var refused = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var (_, data) = pandas.Make(seed % 2 == 0 ? "rows" : "arrow", seed);
            for (var i = 0; i < 200; i++)
            {
                refused += Try(Mutate(data, random));
            }
        }

        Assert.InRange(refused, 10_000, 36_000);
    }

    private static int Try(byte[] data)
    {
        var refused = 0;
        foreach (var read in new Action[]
        {
            () => Wire.Read<DataFrame>(data), () => Wire.Read<IReadOnlyList<AnyRow>>(data),
            () => Wire.Write(Wire.Read<RecordBatch>(data)),
        })
        {
            try
            {
                read();
            }
            catch (FormatException)
            {
                refused++;
            }
        }

        return refused;
    }

    private static byte[] Mutate(byte[] data, Random random)
    {
        var mutated = data.ToArray();
        var header = 4 + BinaryPrimitives.ReadInt32LittleEndian(data);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            switch (random.Next(6))
            {
                case 0:
                    mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
                    break;
                case 1:
                    mutated = mutated[..random.Next(4, mutated.Length)];
                    header = Math.Min(header, mutated.Length);
                    break;
                case 2:
                    mutated = [.. mutated, (byte)random.Next(256)];
                    break;
                default:
                    // A digit of the header, most of which are lengths.
                    var at = random.Next(4, Math.Max(header, 5));
                    while (at < header && !char.IsAsciiDigit((char)mutated[at]))
                    {
                        at++;
                    }

                    if (at < header)
                    {
                        mutated[at] = (byte)('0' + random.Next(10));
                    }

                    break;
            }
        }

        return mutated;
    }

    private static (JsonNode Header, byte[] Buffers) Split(byte[] data)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(data);
        return (JsonNode.Parse(data.AsSpan(4, length))!, data[(4 + length)..]);
    }

    private static byte[] Join(JsonNode header, byte[] buffers)
    {
        var text = Encoding.UTF8.GetBytes(header.ToJsonString());
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        return [.. length, .. text, .. buffers];
    }
}
