using System.Buffers.Binary;
using System.Text;
using Microsoft.Data.Analysis;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>What is made of an answer counts against the limit of memory with its true size, before it is made.</summary>
public sealed class FrameCostTests(PandasProcess pandas) : IClassFixture<PandasProcess>
{
    private const int Rows = 20_000;

    private sealed class Big
    {
        public bool Flag { get; set; }

        public double A { get; set; }

        public double B { get; set; }

        public double? C { get; set; }

        public DateTimeOffset? From { get; set; }

        public DateTimeOffset? To { get; set; }

        public string? Note { get; set; }
    }

    private struct Wide
    {
        public bool Flag { get; set; }

        public DateTimeOffset? From { get; set; }

        public DateTimeOffset? To { get; set; }
    }

    [Fact]
    public void Rows_of_a_type_count_with_its_size()
    {
        const string Flags = "pd.DataFrame({'flag': [True] * 20000})";
        Covers<IReadOnlyList<Big>>(Flags);
        Covers<List<Big>>(Flags);
        Covers<Wide[]>(Flags);
        Covers<List<Wide>>(Flags);
        Covers<Wide[]>("pd.DataFrame({'flag': [True] * 20000}, index=pd.RangeIndex(20000, name='n'))");
    }

    [Fact]
    public void Categories_count_with_the_size_of_their_values()
    {
        const string Times = "pd.Categorical.from_codes([0] * 20000, pd.date_range('2020', periods=2, tz='UTC'))";
        Covers<IReadOnlyList<DateTimeOffset?>>($"pd.Series({Times})");
        Covers<DataFrame>($"pd.DataFrame({{'time': {Times}}})");
        Covers<DataFrameColumn>($"pd.Series({Times})");
        Covers<IReadOnlyList<Big>>($"pd.DataFrame({{'from': {Times}, 'to': {Times}}})");
        Covers<IReadOnlyList<string?>>("pd.Series(pd.Categorical([str(i) for i in range(20000)]))");
        Covers<DataFrame>("pd.DataFrame({'text': ['a'] * 20000})");
        Covers<DataFrame>("pd.DataFrame({'x': [0] * 20000}, index=pd.RangeIndex(20000, name='n'))");
    }

    [Fact]
    public void Rows_of_which_no_member_has_a_column_are_refused()
    {
        var header = Encoding.UTF8.GetBytes(
            """{"pandas": 1, "series": false, "rows": 1000000, "columns": [], "index": {"range": [0, 1], "names": [null]}}""");
        var data = new byte[4 + header.Length];
        BinaryPrimitives.WriteInt32LittleEndian(data, header.Length);
        header.CopyTo(data, 4);

        var error = Assert.Throws<FormatException>(() => Wire.Read<IReadOnlyList<Big>>(data));
        Assert.Contains("the frame has no column for any member of Big that can be set; it has no columns", error.Message, StringComparison.Ordinal);

        var other = pandas.Send("encode pd.DataFrame({'other': [1]})");
        Assert.Contains("it has 'other'", Assert.Throws<FormatException>(() => Wire.Read<Wide[]>(other)).Message, StringComparison.Ordinal);
        Assert.Empty(Wire.Read<Wide[]>(pandas.Send("encode pd.DataFrame()")));
    }

    private void Covers<T>(string expression)
    {
        var data = pandas.Send("encode " + expression);
        var format = new PandasFormat();
        format.Read<T>(data, static _ => { });
        var charged = 0L;
        var before = GC.GetAllocatedBytesForCurrentThread();

        format.Read<T>(data, bytes => charged += bytes);

        // What is let go at once, when a list grows, need not count.
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(charged, (long)(0.8 * allocated), 3 * allocated);
    }
}
