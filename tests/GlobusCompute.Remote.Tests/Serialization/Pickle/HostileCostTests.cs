using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using GlobusCompute.Remote.Fuzzing;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Python;
using GlobusCompute.Remote.Serialization.Shapes;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>Payloads that are made to cost more than they weigh: one generator for each way, in tests/Tools/Fuzzing.</summary>
public sealed class HostileCostTests
{
    private static readonly string[] s_targets =
    [
        "GlobusCompute.Remote.Serialization.PythonValue", "System.Object", "System.Double[][]", "System.Double[,]", "System.Boolean[,]", "System.Text.Json.JsonElement", "System.Text.Json.Nodes.JsonNode",
        "System.Collections.Generic.HashSet`1[System.Int64]", "System.Collections.Generic.List`1[GlobusCompute.Remote.Serialization.PythonValue]",
    ];

    public static TheoryData<string> All => [.. FuzzHostile.All.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void What_costs_more_than_it_weighs_is_refused_with_a_reason_or_read_within_its_share(string name)
    {
        var payload = FuzzHostile.All[name](60_000);
        foreach (var target in FuzzTarget.All.Where(t => s_targets.Contains(t.Name) || t.Name.Contains("Shelf", StringComparison.Ordinal) || t.Name.Contains("Node]", StringComparison.Ordinal)))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = Record.Exception(() => target.Read(payload, Payload.Reflection));

            Assert.True(error is null or PayloadException { Message.Length: > 20 }, $"{target.Name}: {error}");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64L * 1024 * 1024) + (16L * payload.Length));
        }
    }

    [Theory]
    [InlineData("decimals that are one long decimal", "System.Collections.Generic.List`1[System.Object]")]
    [InlineData("decimals that are one long decimal", "System.Text.Json.JsonElement")]
    [InlineData("fractions that are one long fraction", "System.Text.Json.Nodes.JsonObject")]
    [InlineData("sets of two equal long texts", "System.Object")]
    [InlineData("sets of two equal ints", "System.Double[][]")]
    [InlineData("sets of two equal long ints", "System.Collections.Generic.List`1[System.Object]")]
    [InlineData("ints of one place", "System.Text.Json.Nodes.JsonNode")]
    [InlineData("small ints", "System.Decimal[]")]
    [InlineData("small numbers", "System.Collections.Generic.HashSet`1[System.Int32]")]
    [InlineData("JSON: small numbers", "System.Numerics.BigInteger[]")]
    public void A_payload_of_three_million_bytes_takes_its_share_at_most(string name, string target)
    {
        var payload = FuzzHostile.All[name](3_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Record.Exception(() => FuzzTarget.All.Single(t => t.Name == target).Read(payload, Payload.Reflection));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64L * 1024 * 1024) + (16L * payload.Length));
    }

    [Theory]
    [InlineData("dict of what is not a list of pairs")]
    [InlineData("dict of pairs with one that is none")]
    [InlineData("Fraction of a text")]
    [InlineData("Decimal of a text")]
    [InlineData("Decimal with a wrong letter at its end")]
    [InlineData("a class by value with many members")]
    [InlineData("a named tuple's class with many fields")]
    [InlineData("a UUID's state among many entries")]
    [InlineData("datetimes in zones that are not there")]
    [InlineData("many packed pickles")]
    public void Looking_again_and_again_at_what_was_read_before_counts_as_work(string name)
    {
        var message = Refused(FuzzHostile.All[name](400_000));

        Assert.Contains("steps of work, the limit for its size", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list of a list")]
    [InlineData("tuple of a list")]
    [InlineData("frozenset of a list")]
    [InlineData("Counter of a dict")]
    [InlineData("bytes of a text")]
    [InlineData("a path of long parts")]
    [InlineData("a class with a long name")]
    [InlineData("names within names")]
    [InlineData("ChainMaps of one map")]
    public void Copying_again_and_again_what_was_read_before_counts_as_memory(string name)
    {
        var message = Refused(FuzzHostile.All[name](400_000));

        Assert.Contains("the limit for its size", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    public void The_work_that_a_payload_may_take_grows_with_its_length(int length)
    {
        Assert.Equal(8L * length, PayloadLimits.Work(2 * length) - PayloadLimits.Work(length));
        Assert.InRange(PayloadLimits.Total(length), PayloadLimits.Reading(length), (64L * 1024 * 1024) + (16L * length));
        Assert.Equal(4L * length, PayloadLimits.Instances(2 * length) - PayloadLimits.Instances(length));
    }

    [Theory]
    [InlineData("dicts that are one small dict")]
    [InlineData("empty dicts")]
    [InlineData("lists that hold another one twice")]
    [InlineData("objects that share a state of many entries")]
    [InlineData("rows that are one row")]
    [InlineData("small ints")]
    [InlineData("JSON: empty objects")]
    [InlineData("JSON: objects of one")]
    [InlineData("JSON: lists of an empty list")]
    [InlineData("ChainMaps of one map")]
    public void Instances_of_the_app_s_types_are_in_proportion_to_the_payload(string name)
    {
        var payload = FuzzHostile.All[name](60_000);
        foreach (var read in (Action[])[() => Read<List<Counted>>(payload), () => Read<List<List<Counted>>>(payload), () => Read<Counted[][]>(payload), () => Read<Dictionary<string, Counted>>(payload)])
        {
            Counted.Instances = 0;
            var error = Record.Exception(read);

            Assert.True(error is null or PayloadException, error?.ToString());
            Assert.InRange(Counted.Instances, 0, (16 * 1024) + (4 * payload.Length));
        }
    }

    [Fact]
    public void Keys_that_differ_have_hashes_that_differ()
    {
        var zeros = new PythonSequence(PythonKind.Tuple, "tuple", [.. Enumerable.Repeat(PythonValue.None, 70)]);
        Spread(Enumerable.Range(0, 5000).Select(_ => PythonValue.From(double.NaN)));
        Spread(Enumerable.Range(0, 5000).Select(i => PythonValue.Tuple([zeros, PythonValue.From(i)])));
        Spread(Enumerable.Range(0, 5000).Select(i => PythonValue.Tuple([.. Enumerable.Repeat(PythonValue.None, 64), PythonValue.From(i)])));
        Spread(Enumerable.Range(0, 5000).Select(i => PythonValue.Tuple([PythonValue.Tuple([PythonValue.Tuple([zeros]), PythonValue.From(i)])])));
        Spread(Enumerable.Range(0, 5000).Select(i => PythonValue.From(((long)i << 32) | (uint)i)));
        Spread(Enumerable.Range(0, 5000).Select(i => PythonValue.From(BitConverter.Int64BitsToDouble(((long)(i + 1) << 32) | (uint)(i + 1)))));
        Spread(Enumerable.Range(0, 5000).Select(i => PythonValue.From((BigInteger.One << 100) + ((BigInteger)i << 64) + i)));
        Spread(Enumerable.Range(0, 1400).Select(i => (PythonValue)new PythonMoment(PythonKind.DateTime, new DateTime(2024, 1, 1), new PythonZone(TimeSpan.FromSeconds(i), null))));
        Spread(Enumerable.Range(0, 5000).Select(i => PythonValue.From(new string('x', 5000) + i.ToString(CultureInfo.InvariantCulture))));
        Spread(Enumerable.Range(0, 5000).Select(i => PythonValue.From(BitConverter.GetBytes(i))));
        Spread(Enumerable.Range(0, 5000).Select(i => (PythonValue)new PythonReference("lab", "C" + i.ToString(CultureInfo.InvariantCulture))));
        Spread(Enumerable.Range(0, 5000).Select(i => (PythonValue)new PythonDecimal("1." + i.ToString(CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Equal_keys_are_one_key()
    {
        Same(PythonValue.From(1), PythonValue.From(1.0), PythonValue.From(true));
        Same(PythonValue.From(BigInteger.One << 100), PythonValue.From(Math.Pow(2, 100)));
        Same(PythonValue.From("abc"), PythonValue.From("abc"));
        Same(PythonValue.From(0.0), PythonValue.From(-0.0), PythonValue.From(0));
        Same(PythonValue.Tuple([PythonValue.From(1), PythonValue.From("a")]), PythonValue.Tuple([PythonValue.From(1.0), PythonValue.From("a")]));
        Same(PythonValue.From("x"u8.ToArray()), PythonValue.From("x"u8.ToArray()));
        Same(PythonValue.From(new string('x', 3000)), PythonValue.From(new string('x', 3000)));
        Same(PythonValue.None, PythonValue.None);
        Same(new PythonMoment(PythonKind.DateTime, new DateTime(2024, 1, 1)), new PythonMoment(PythonKind.DateTime, new DateTime(2024, 1, 1)));
        Same(new PythonReference("lab", "C"), new PythonReference("lab", "C"));
    }

    [Fact]
    public void Numbers_times_and_ids_of_one_hash_get_hashes_that_nobody_knows()
    {
        Scattered(i => ((long)i << 32) | (uint)i);
        Scattered(i => ((ulong)i << 32) | (uint)i);
        Scattered(i => BitConverter.Int64BitsToDouble(((long)(i + 1) << 32) | (uint)(i + 1)));
        Scattered(i => new DateTime(((long)i << 32) | (uint)i));
        Scattered(i => new DateTimeOffset(((long)i << 32) | (uint)i, TimeSpan.Zero));
        Scattered(i => new TimeSpan(((long)i << 32) | (uint)i));
        Scattered(i => (Int128)(((long)i << 32) | (uint)i));
        Scattered(i => new Guid(i, 0, 0, 0, 0, 0, 0, (byte)(i >> 24), (byte)(i >> 16), (byte)(i >> 8), (byte)i));
        Scattered(i => new Complex(BitConverter.Int64BitsToDouble(((long)(i + 1) << 32) | (uint)(i + 1)), 1));
        Scattered(i => new decimal(i, i, 0, false, 0));

        static void Scattered<T>(Func<int, T> make)
        {
            var values = Enumerable.Range(0, 3000).Select(make).ToArray();
            var set = KeyCollisions.SetOf<T>(values);
            Assert.Equal(3000, set.Count);
            Assert.True(set.SetEquals(values));
            Assert.InRange(values.Select(v => KeyCollisions.Unguessable(v)).Distinct().Count(), 2900, 3000);
            Assert.All(values.Take(10), v => Assert.Contains(v, set));
        }
    }

    [Fact]
    public void Sets_of_ordinary_keys_keep_the_comparer_of_dotnet()
    {
        Assert.Same(EqualityComparer<long>.Default, KeyCollisions.SetOf<long>([.. Enumerable.Range(0, 10_000).Select(i => (long)i * 1000)]).Comparer);
        Assert.Same(EqualityComparer<double>.Default, KeyCollisions.SetOf<double>([.. Enumerable.Range(0, 10_000).Select(i => i / 3.0)]).Comparer);
        Assert.NotSame(EqualityComparer<long>.Default, KeyCollisions.SetOf<long>([.. Enumerable.Range(0, 1000).Select(i => ((long)i << 32) | (uint)i)]).Comparer);
        Assert.Single(KeyCollisions.SetOf<double>([.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 0.0 : -0.0)]));
        Assert.Single(KeyCollisions.SetOf<decimal>([.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 1.0m : 1.00m)]));
        Assert.Single(KeyCollisions.SetOf<double>([.. Enumerable.Range(0, 1000).Select(i => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(double.NaN) + (i % 2)))]));
    }

    [Fact]
    public void Shapes_without_elements_are_refused_where_dotnet_has_none_and_kept_as_they_are_elsewhere()
    {
        foreach (var name in (string[])["rows without columns", "columns without rows", "planes without anything"])
        {
            var payload = FuzzHostile.All[name](1000);
            Assert.NotEmpty(Read<PythonValue>(payload).ToString());
            var error = Record.Exception(() => name.StartsWith("planes", StringComparison.Ordinal) ? Read<double[,,]>(payload) : (object)Read<double[,]>(payload));
            Assert.Contains("no more rows than .NET has", Assert.IsType<PayloadException>(error).Message, StringComparison.Ordinal);
        }
    }

    private static string Refused(byte[] payload) => Assert.Throws<PayloadException>(() => Read<PythonValue>(payload)).Message;

    private static T Read<T>(byte[] payload) => ResultReader.Read<T>(payload, Payload.Reflection, allowNull: true);

    private static void Spread(IEnumerable<PythonValue> keys)
    {
        var all = keys.ToList();
        Assert.InRange(all.Select(PythonKeys.Instance.GetHashCode).Distinct().Count(), all.Count * 9 / 10, all.Count);
        Assert.Equal(all.Count, all.Distinct(PythonKeys.Instance).Count());
    }

    private static void Same(params PythonValue[] keys)
    {
        Assert.Single(keys.Select(PythonKeys.Instance.GetHashCode).Distinct());
        Assert.Single(keys.Distinct(PythonKeys.Instance));
    }

    public sealed class Counted
    {
        [ThreadStatic]
        private static int s_instances;

        public Counted() => s_instances++;

        public static int Instances { get => s_instances; set => s_instances = value; }

        public int Value { get; set; }
    }
}
