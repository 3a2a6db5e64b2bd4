using System.Diagnostics;
using System.Text.Json;
using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>Pickles made by hand to run something, to take all memory or time, or to confuse the reader.</summary>
public sealed class HostilePickleTests
{
    // Far more than any takes on a busy machine, far less than one that does not end.
    private static readonly TimeSpan s_guard = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, (string Group, JsonElement Entry)> s_entries = ((string[])["code", "size", "malformed"])
        .SelectMany(group => Payload.Vectors("hostile.json").GetProperty(group).EnumerateArray().Select(entry => (group, entry)))
        .ToDictionary(e => e.entry.GetProperty("name").GetString()!, e => (e.group, e.entry));

    public static TheoryData<string> All => [.. s_entries.Keys];

    public static TheoryData<string> Code => [.. s_entries.Where(e => e.Value.Group == "code").Select(e => e.Key)];

    [Fact]
    public void The_vectors_hold_what_these_tests_are_about() => Assert.Equal((31, 20, 73), (Count("code"), Count("size"), Count("malformed")));

    [Theory]
    [MemberData(nameof(All))]
    public void A_hostile_pickle_is_refused_or_harmless_within_its_share_of_memory(string name)
    {
        var pickle = s_entries[name].Entry.GetProperty("raw_b64").GetBytesFromBase64();
        var text = Convert.ToBase64String(pickle);
        Bounded(pickle.Length, () => ReadAs<PythonValue?>(text)?.ToString());
        Bounded(pickle.Length, () => ReadAs<object?>(text));
        Bounded(pickle.Length, () => ReadAs<JsonElement>(text));
        Bounded(pickle.Length, () => ReadAs<List<object?>?>(text));
        Bounded(pickle.Length, () => ReadAs<Node?>(text));
        Bounded(pickle.Length, () => ReadAs<double[][]?>(text));
        Bounded(pickle.Length, () => ReadAs<Dictionary<string, double>?>(text));
    }

    [Theory]
    [MemberData(nameof(Code))]
    public void Code_is_never_more_than_a_name(string name)
    {
        PythonValue value;
        try
        {
            value = Python.Read(s_entries[name].Entry.GetProperty("raw_b64").GetBytesFromBase64());
        }
        catch (PayloadException e)
        {
            Assert.StartsWith("The result is a pickle that cannot be read (at byte ", e.Message, StringComparison.Ordinal);
            return;
        }

        // Walking all of it makes nothing happen either.
        Assert.NotEmpty(value.ToString());
    }

    [Fact]
    public void What_Python_reads_of_malformed_pickles_is_read_as_the_same()
    {
        var compared = 0;
        foreach (var (name, (group, entry)) in s_entries.Where(e => e.Value.Group == "malformed"))
        {
            var python = entry.GetProperty("cpython");
            var pickle = entry.GetProperty("raw_b64").GetBytesFromBase64();
            if (!python.GetProperty("ok").GetBoolean())
            {
                Assert.True(Record.Exception(() => Python.Read(pickle)) is PayloadException, $"{name} was read.");
            }
            else
            {
                Assert.Equal((name, Plain(python.GetProperty("repr").GetString()!)), (name, Python.Read(pickle).ToString()));
            }

            compared++;
        }

        Assert.Equal(Count("malformed"), compared);
    }

    [Fact]
    public void Rows_of_rows_that_are_one_empty_list_are_refused_as_arrays()
    {
        // An empty list, then thirty times a list of the last one, twice.
        var pickle = new List<byte>([0x80, 4, (byte)']']);
        for (var i = 0; i < 30; i++)
        {
            pickle.AddRange([0x94, (byte)']', (byte)'(', (byte)'h', (byte)i, (byte)'h', (byte)i, (byte)'e']);
        }

        pickle.Add((byte)'.');
        var text = Convert.ToBase64String([.. pickle]);
        Bounded(pickle.Count, () => ReadAs<System.Numerics.Tensors.Tensor<double>?>(text));
        Bounded(pickle.Count, () => ReadAs<double[,,]?>(text));
        Bounded(pickle.Count, () => ReadAs<double[,]?>(text));
    }

    [Fact]
    public void A_defaultdict_whose_factory_leads_back_to_it_is_shown()
    {
        // l = []; d = defaultdict(l); l.append(d); l.append(d)
        var pickle = (byte[])[0x80, 2, (byte)']', (byte)'q', 0, .. "ccollections\ndefaultdict\n"u8, (byte)'h', 0, 0x85, (byte)'R', (byte)'q', 1, (byte)'0', (byte)'(', (byte)'h', 1, (byte)'h', 1, (byte)'e', (byte)'.'];

        Assert.Equal("[defaultdict([...], {}), defaultdict([...], {})]", Python.Read(pickle).ToString());
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("../../../dev/zero")]
    [InlineData("Europe/../../../etc/passwd")]
    [InlineData("")]
    public void A_time_zone_s_name_never_leads_to_another_file(string name)
    {
        var zone = new Remote.Serialization.Python.PythonZone(null, name);

        Assert.Null(zone.OffsetAt(new DateTime(2024, 7, 1), fold: false));
    }

    private static string Plain(string repr) => repr switch
    {
        "'\\ud800'" => "'\ud800'",
        "'\\xe9\\U0001f600\\n'" => "'\u00e9\U0001f600\\n'",
        _ => repr,
    };

    private static int Count(string group) => s_entries.Values.Count(e => e.Group == group);

    private static T ReadAs<T>(string base64) => ResultReader.Read<T>(System.Text.Encoding.ASCII.GetBytes("00\n" + base64), Payload.Reflection, allowNull: true);

    private static void Bounded(int length, Action read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        try
        {
            read();
        }
        catch (PayloadException e)
        {
            Assert.NotEmpty(e.Message);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64L * 1024 * 1024) + (16L * length));
        Assert.True(clock.Elapsed < s_guard);
    }

    private static void Bounded<T>(int length, Func<T> read) => Bounded(length, () => { read(); });
}
