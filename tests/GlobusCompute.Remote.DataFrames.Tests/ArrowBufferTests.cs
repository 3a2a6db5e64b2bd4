using Apache.Arrow;
using Apache.Arrow.Types;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>Arrays of Arrow whose buffers are more, less or other than their values.</summary>
public sealed class ArrowBufferTests(PandasProcess pandas) : IClassFixture<PandasProcess>
{
    [Fact]
    public void A_slice_travels_as_an_array_of_its_values()
    {
        foreach (var make in Makers())
        {
            for (var offset = 0; offset <= 9; offset++)
            {
                for (var length = 0; length <= 12; length += 3)
                {
                    var slice = ((Apache.Arrow.Array)make(0, 21)).Slice(offset, length);
                    Assert.Equal(Wire.Write(Batch(make(offset, length))), Wire.Write(Batch(slice)));
                    Assert.Equal(Wire.Write(Batch(make(offset + 1, length))), Wire.Write(Batch(((Apache.Arrow.Array)make(1, 21)).Slice(offset, length))));
                }
            }
        }

        static IEnumerable<Func<int, int, IArrowArray>> Makers()
        {
            yield return (from, count) => Fill(new Int32Array.Builder(), from, count, (b, i) => b.Append(i), b => b.AppendNull()).Build();
            yield return (from, count) => Fill(new DoubleArray.Builder(), from, count, (b, i) => b.Append(i), b => b.AppendNull()).Build();
            yield return (from, count) => Fill(new BooleanArray.Builder(), from, count, (b, i) => b.Append(i % 2 == 0), b => b.AppendNull()).Build();
            yield return (from, count) => Fill(new StringArray.Builder(), from, count, (b, i) => b.Append($"tëxt {i}"), b => b.AppendNull()).Build();
            yield return (from, count) => Fill(new LargeStringArray.Builder(), from, count, (b, i) => b.Append($"tëxt {i}"), b => b.AppendNull()).Build();
            yield return (from, count) =>
                Fill(new StringViewArray.Builder(), from, count, (b, i) => b.Append($"{new string('ü', i)} {i}"), b => b.AppendNull()).Build();
            yield return (from, count) =>
                Fill(new Date32Array.Builder(), from, count, (b, i) => b.Append(new DateOnly(2026, 1, 1).AddDays(i)), b => b.AppendNull()).Build();
            yield return (from, count) =>
                Fill(new TimestampArray.Builder(TimestampType.Default), from, count, (b, i) => b.Append(DateTimeOffset.UnixEpoch.AddDays(i)), b => b.AppendNull()).Build();
        }

        static TBuilder Fill<TBuilder>(TBuilder builder, int from, int count, Action<TBuilder, int> append, Action<TBuilder> appendNull)
        {
            for (var i = from; i < from + count; i++)
            {
                if (i % 3 == 1)
                {
                    appendNull(builder);
                }
                else
                {
                    append(builder, i);
                }
            }

            return builder;
        }
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused_by_column_and_row()
    {
        Assert.Contains("column 'x0', row 1: the text is not UTF-8", Refused(Texts([0, 1, 2], [65, 0xff])), StringComparison.Ordinal);

        // Two texts that are UTF-8 only together.
        Assert.Contains("column 'x0', row 1: the text is not UTF-8", Refused(Texts([0, 1, 2], [0xc3, 0xbc])), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_a_null_do_not_matter()
    {
        Assert.Equal("", pandas.Text("decode", Wire.Write(Batch(Texts([0, 1, 2], [65, 0xff], valid: 0b01)))));
        Assert.Equal("['A', None]", pandas.Text("run [None if pd.isna(v) else v for v in frame.x0]"));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 90 }, "row 1: the text is from byte 1 to byte 90, and the array has 2 bytes")]
    [InlineData(new[] { 0, -1, 2 }, "row 0: the text is from byte 0 to byte -1, and the array has 2 bytes")]
    [InlineData(new[] { 0, 2, 1 }, "row 1: the text is from byte 2 to byte 1, and the array has 2 bytes")]
    [InlineData(new[] { 0, 1 }, "row 1: the array has no offset for the text")]
    public void Offsets_that_leave_the_text_are_refused_by_column_and_row(int[] offsets, string message) =>
        Assert.Contains("column 'x0', " + message, Refused(Texts(offsets, [65, 66])), StringComparison.Ordinal);

    [Fact]
    public void A_buffer_that_is_too_short_is_refused_by_column()
    {
        var array = new Int32Array(new ArrayData(Int32Type.Default, 5, 0, 1, [ArrowBuffer.Empty, new ArrowBuffer(new byte[8])]));
        Assert.Contains("column 'x0': its array has 8 bytes, and 5 values from the one with the number 1 on take 24", Refused(array), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 20)]
    [InlineData(50, 20)]
    [InlineData(0, 20)]
    public void An_array_of_another_length_than_its_batch_is_refused_by_column(int rows, int values)
    {
        var array = new Int32Array.Builder().AppendRange(Enumerable.Range(0, values)).Build();
        var batch = new RecordBatch(new Schema([new Field("n", Int32Type.Default, true)], null), [array], rows);
        var error = Assert.Throws<FormatException>(() => Wire.Write(batch));
        Assert.Contains($"column 'n': it has {values} values, and the batch {rows} rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_in_milliseconds_keep_their_time_of_day()
    {
        var array = new Date64Array(new ArrayData(Date64Type.Default, 2, 0, 0, [ArrowBuffer.Empty, Longs(1_500, -1)]));
        Assert.Equal("", pandas.Text("decode", Wire.Write(Batch(array))));
        Assert.Equal("['1970-01-01 00:00:01.500000', '1969-12-31 23:59:59.999000']", pandas.Text("run frame.x0.map(str).tolist()"));
    }

    [Fact]
    public void Dates_beyond_the_calendar_are_refused_by_column_and_row()
    {
        var days = new Date32Array(new ArrayData(Date32Type.Default, 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(BitConverter.GetBytes(int.MaxValue))]));
        Assert.Contains("column 'x0', row 0: the date (2147483647 days from 1970)", Refused(days), StringComparison.Ordinal);
        var milliseconds = new Date64Array(new ArrayData(Date64Type.Default, 2, 0, 0, [ArrowBuffer.Empty, Longs(0, long.MinValue)]));
        Assert.Contains("column 'x0', row 1: the date (-9223372036854775808 ms from 1970)", Refused(milliseconds), StringComparison.Ordinal);
    }

    private static ArrowBuffer Longs(params long[] values) => new(values.SelectMany(BitConverter.GetBytes).ToArray());

    private static StringArray Texts(int[] offsets, byte[] data, byte? valid = null) => new(
        2,
        new ArrowBuffer(offsets.SelectMany(BitConverter.GetBytes).ToArray()),
        new ArrowBuffer(data),
        valid is { } bits ? new ArrowBuffer(new[] { bits }) : ArrowBuffer.Empty,
        valid is null ? 0 : 1);

    private static string Refused(IArrowArray array) => Assert.Throws<FormatException>(() => Wire.Write(Batch(array))).Message;

    private static RecordBatch Batch(IArrowArray array) =>
        new(new Schema([new Field("x0", array.Data.DataType, nullable: true)], null), [array], array.Length);
}
