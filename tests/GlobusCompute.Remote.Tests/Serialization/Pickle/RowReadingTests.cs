using System.Text;
using GlobusCompute.Remote.Fuzzing;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>Rows read straight from a pickle are what the general reader makes of them, values and errors alike.</summary>
public sealed class RowReadingTests
{
    private const int Mutations = 15_000;

    private static readonly PayloadRules s_generated = PayloadRules.ForResolver(RowContext.Default, ComputeNaming.SnakeCase);

    private static readonly RowTarget[] s_targets =
    [
        RowTarget.Of<RowTypes.Sample[]>(), RowTarget.Of<List<RowTypes.Sample>>(), RowTarget.Of<IReadOnlyList<RowTypes.Sample>>(),
        RowTarget.Of<RowTypes.Sample>(), RowTarget.Of<Dictionary<string, RowTypes.Sample>>(),
        RowTarget.Of<RowTypes.Spot[]>(), RowTarget.Of<List<RowTypes.Spot?>>(), RowTarget.Of<RowTypes.Wide[]>(), RowTarget.Of<RowTypes.Narrow[]>(),
        RowTarget.Of<List<RowTypes.Batch>>(), RowTarget.Of<RowTypes.Strict[]>(), RowTarget.Of<RowTypes.Refusing[]>(),
        RowTarget.Of<RowTypes.Demanding[]>(), RowTarget.Of<RowTypes.Extended[]>(), RowTarget.Of<RowTypes.Renamed[]>(), RowTarget.Of<RowTypes.Choosy[]>(),
        RowTarget.Of<RowTypes.Node[]>(), RowTarget.Of<RowTypes.Listed[]>(), RowTarget.Of<RowTypes.Base[]>(),
        RowTarget.Of<(int, string, double)[]>(), RowTarget.Of<List<(long, string?, double?)>>(), RowTarget.Of<(int Id, (string, bool)?)[]>(),
        RowTarget.Of<ValueTuple<int>[]>(),
        RowTarget.Of<(object?, object?, object?)[]>(), RowTarget.Of<(float, string, Half)[]>(), RowTarget.Of<(int, RowTypes.Kind, double)[]>(),
        RowTarget.Of<(int, int, int, int, int, int, int, int)[]>(),
        RowTarget.Of<List<(int, string, double)[]>>(), RowTarget.Of<HashSet<(int, string, double)>>(),
    ];

    [Fact]
    public void Rows_are_the_same_by_both_readers()
    {
        var direct = 0;
        foreach (var pickle in RowPickles.All)
        {
            foreach (var target in s_targets)
            {
                direct += target.Compare(pickle, Payload.Reflection) ? 1 : 0;
            }

            direct += s_targets[0].Compare(pickle, s_generated) ? 1 : 0;
            direct += s_targets[19].Compare(pickle, s_generated) ? 1 : 0;
        }

        // Many rows fit one of the types only, and some fit none.
        Assert.InRange(direct, RowPickles.All.Count * 3, RowPickles.All.Count * s_targets.Length);
    }

    [Fact]
    public void Damaged_rows_are_the_same_by_both_readers()
    {
        var random = new Random(20_263);
        byte[] codes = [.. "(.NKMJGXa0e2sbtu}])cqrhj"u8, 0x80, 0x81, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8C, 0x8D, 0x93, 0x94, 0x95];
        for (var i = 0; i < Mutations; i++)
        {
            var pickle = FuzzDamage.Apply(random, RowPickles.All[random.Next(RowPickles.All.Count)], RowPickles.All, codes, lengths: true);
            s_targets[random.Next(s_targets.Length)].Compare(pickle, Payload.Reflection);
        }
    }

    [Theory]
    [InlineData("[{'id': i, 'name': 'n%d' % i, 'value': i / 7} for i in range(2500)]")]
    [InlineData("[lab.Point(i, 2.5) for i in range(2500)]")]
    [InlineData("[{'id': 1, 'name': 'a', 'value': 1, 'ignored': None}]")]
    [InlineData("[{'id': 1, 'tags': [], 'name': 'a', 'more': [1, {'a': [2.5, None]}, (1, 2, 3, 4), ()], 'one': ['x'], 'map': {'k': (1,)}, 'value': 2.5}] ")]
    [InlineData("[{'tags': [], 'id': i, 'more': {}, 'set': ['a', 'b'], 'last': [i]} for i in range(300)]")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    public void Regular_rows_are_read_without_values_in_between(string rows)
    {
        foreach (var protocol in (int[])[2, 3, 4, 5])
        {
            var pickle = PickleText.Decode(PythonPickles.Of(rows, protocol).AsSpan(3)).ToArray();
            Assert.True(RowTarget.Of<RowTypes.Loose[]>().Compare(pickle, Payload.Reflection), $"{rows} in protocol {protocol}");
        }
    }

    [Theory]
    [InlineData("[{'id': i, 'name': 'n%d' % i, 'values': [i / 7] * (i % 5), 'counts': [1, None], 'names': ['a', 'n%d' % (i % 9)]} for i in range(2500)]")]
    [InlineData("[{'id': 1, 'name': 'a', 'values': [i / 7 for i in range(3000)], 'names': [], 'raw': b'abc', 'extra': b'x' * 300, 'flags': [True]}]")]
    [InlineData("[{'values': [], 'counts': [], 'extra': [1, 'a', 2 ** 100]}, {'values': [1], 'extra': 'a', 'counts': [1]}]")]
    [InlineData("[{'id': i, 'when': datetime.datetime(2024, 2, 29, 1, 2, 3, i), 'price': decimal.Decimal(i) / 7, 'name': 'decimal'} for i in range(2500)]")]
    [InlineData("[{'day': datetime.date(2024, 2, 1 + i), 'at': datetime.time(i), 'took': datetime.timedelta(i, 1), 'name': 'datetime'} for i in range(20)]")]
    [InlineData("[{'other': datetime.datetime(2024, 2, 29), 'id': i, 'more': [datetime.date(2024, 1, 1)], 'last': decimal.Decimal(1)} for i in range(20)]")]
    public void Lists_of_scalars_bytes_times_and_decimals_are_members_of_rows(string rows)
    {
        foreach (var protocol in (int[])[3, 4, 5])
        {
            var pickle = PickleText.Decode(PythonPickles.Of(rows, protocol).AsSpan(3)).ToArray();
            Assert.True(RowTarget.Of<RowTypes.Listed[]>().Compare(pickle, Payload.Reflection), $"{rows} in protocol {protocol}");
        }
    }

    [Fact]
    public void Bytes_of_rows_are_copies()
    {
        var payload = PythonPickles.Of("[{'id': 1, 'raw': b'abc', 'extra': b'abc'}, {'id': 2, 'raw': b'abd'}]");
        var rows = ResultReader.Read<RowTypes.Listed[]>(payload, Payload.Reflection, allowNull: false);
        for (var i = 0; i < 10; i++)
        {
            ResultReader.Read<RowTypes.Listed[]>(PythonPickles.Of("[{'id': 1, 'raw': b'xxxxxxxxxx'}] * 1"), Payload.Reflection, allowNull: false);
        }

        Assert.Equal("abc"u8.ToArray(), rows[0].Raw);
        Assert.Equal("b'abc'", rows[0].Extra is PythonValue extra ? extra.ToString() : $"b'{Encoding.ASCII.GetString((byte[])rows[0].Extra!)}'");
        Assert.Equal("abd"u8.ToArray(), rows[1].Raw);
    }

    [Theory]
    [InlineData("[(i, 'n%d' % i, i / 7) for i in range(2500)]")]
    [InlineData("[[i, 'same', i / 7] for i in range(2500)]")]
    public void Regular_tuples_are_read_without_values_in_between(string rows)
    {
        foreach (var protocol in (int[])[2, 3, 4, 5])
        {
            var pickle = PickleText.Decode(PythonPickles.Of(rows, protocol).AsSpan(3)).ToArray();
            Assert.True(RowTarget.Of<(int, string, double)[]>().Compare(pickle, Payload.Reflection), $"{rows} in protocol {protocol}");
        }
    }

    [Fact]
    public void A_constructor_runs_once_for_each_row_also_where_a_late_row_does_not_fit()
    {
        RowTypes.Counting.Made = 0;
        var payload = PythonPickles.Of("[{'id': i} for i in range(500)] + [{'id': 'x'}]");
        var error = Assert.Throws<PayloadException>(() => ResultReader.Read<RowTypes.Counting[]>(payload, Payload.Reflection, allowNull: false));

        Assert.Equal("$[500].id", error.Path);
        Assert.Equal(500, RowTypes.Counting.Made);
    }

    [Fact]
    public void Texts_that_rows_share_are_one_string()
    {
        var rows = ResultReader.Read<RowTypes.Sample[]>(
            PythonPickles.Of("(lambda s: [{'id': i, 'name': s, 'value': 0.5} for i in range(300)])('shared ' * 1000)"), Payload.Reflection, allowNull: false);

        Assert.Single(rows.Select(row => row.Name).Distinct(ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public void Rows_of_a_long_key_that_is_referred_to_again_and_again_are_refused()
    {
        // 2 MB of references to a name of 40 kB, which as JSON would be 10 GB.
        var name = new string('k', 40_000);
        var pickle = new List<byte> { 0x80, 4, (byte)']', 0x94, (byte)'(', (byte)'}', (byte)'(', (byte)'X', 0x40, 0x9C, 0, 0 };
        pickle.AddRange(Encoding.ASCII.GetBytes(name));
        pickle.AddRange([0x94, (byte)'K', 1, (byte)'u']);
        for (var i = 0; i < 250_000; i++)
        {
            pickle.AddRange([(byte)'}', (byte)'(', (byte)'h', 1, (byte)'K', 1, (byte)'u']);
        }

        pickle.AddRange("e."u8);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<PayloadException>(
            () => ResultReader.Read<Dictionary<string, RowTypes.Sample>[]>(RowPickles.Payload([.. pickle]), Payload.Reflection, allowNull: false));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.NotEmpty(error.Message);
        Assert.True(allocated <= (64L << 20) + (16L * pickle.Count * 4 / 3), $"{allocated:N0} bytes");
    }

    [Fact]
    public void What_was_counted_for_rows_that_are_given_up_is_not_counted_but_for_the_table_of_the_memo()
    {
        const string Rows = "[{'id': 1, 'name': 'a', 'value': 2.5}] * 1 + [{'id': 1, 'name': 'a' * 9000, 'value': 2.5}, {'id': 1, 'name': 'a', 'value': {1}}]";
        var pickle = PickleText.Decode(PythonPickles.Of(Rows).AsSpan(3)).ToArray();
        var budget = PayloadBudget.For(pickle.Length);

        var rows = Payload.Reflection.RowsOf<RowTypes.Sample[]>()!;
        Assert.False(PythonConversion.TryConvertRows<RowTypes.Sample[]>(pickle, rows, Payload.Reflection, budget, out _));
        Assert.InRange(budget.Counts.Spent, 0, 4_096);
        Assert.Equal(0, budget.Counts.Made);
    }
}
