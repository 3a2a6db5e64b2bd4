using System.Globalization;
using System.Numerics;
using System.Text;
using GlobusCompute.Remote.Serialization.Formats;

namespace GlobusCompute.Remote.Fuzzing;

/// <summary>
/// Payloads that are made to cost more than they weigh, one generator for each way: the same thing constructed again and again, states set again and again,
/// hashes that collide, fields that lie over each other, odd shapes, long numbers, shared parts.
/// </summary>
internal static class FuzzHostile
{
    /// <summary>The generators by name; each takes the bytes that the payload is to have, about.</summary>
    public static IReadOnlyDictionary<string, Func<int, byte[]>> All { get; } = Pickles().Concat(Arrays()).Concat(Json()).ToDictionary(p => p.Name, p => p.Make);

    private static IEnumerable<(string Name, Func<int, byte[]> Make)> Pickles() =>
    [
        // The same again and again.
        ("dict of what is not a list of pairs", Half((p, n) => Again(p, "builtins", "dict", q => q.ListUntil(n, (r, i) => r.Int(7))))),
        ("dict of pairs with one that is none", Half((p, n) => Again(p, "builtins", "dict", q => q.Op("](").Op("]").Int(1).Int(2).Raw(0x86).Then(r => r.Keep()).Op("0").Until(n, (r, i) => r.Get(1)).Int(5).Op("e")))),
        ("Fraction of a text", Half((p, n) => Again(p, "fractions", "Fraction", q => q.Text(new string('9', 4299))), most: 10_000)),
        ("Decimal of a text", Half((p, n) => Again(p, "decimal", "Decimal", q => q.Text("1." + new string('0', Math.Min(n, 99_000)))))),
        ("Decimal with a wrong letter at its end", Half((p, n) => Again(p, "decimal", "Decimal", q => q.Text(new string('1', Math.Min(n, 99_000)) + "?")))),
        ("list of a list", Half((p, n) => Again(p, "builtins", "list", q => q.ListUntil(n, (r, i) => r.Int(7))))),
        ("tuple of a list", Half((p, n) => Again(p, "builtins", "tuple", q => q.ListUntil(n, (r, i) => r.Int(7))))),
        ("frozenset of a list", Half((p, n) => Again(p, "builtins", "frozenset", q => q.ListUntil(n, (r, i) => r.Int(i))))),
        ("Counter of a dict", Half((p, n) => Again(p, "collections", "Counter", q => q.Op("}(").Until(n, (r, i) => r.Int(i).Int(1)).Op("u")))),
        ("bytes of a text", Half((p, n) => Again(p, "_codecs", "encode", q => q.Text(new string('x', n)), second: "latin1"))),
        ("a path of long parts", Half((p, n) => Again(p, "pathlib", "PurePosixPath", q => q.Text(new string('x', n))))),
        ("a class with a long name", Half((p, n) => Again(p, new string('m', n), "C", q => q.Int(1)))),
        ("names within names", n => new FuzzPickle().Global("lab", "C").Then(p => p.KeepAside()).Global("builtins", "getattr").Then(p => p.KeepAside()).Get(0).Then(p => p.KeepAside())
            .Get(0).Until(n, (p, i) => p.Then(q => q.KeepAside()).Get(1).Get(2 + Math.Min(1, i) + i).Text("attribute").Raw(0x86).Op("R")).Payload()),
        ("a class by value with many members", Half((p, n) =>
        {
            p.Global("dill._dill", "_create_type").Then(q => q.KeepAside());
            p.Op("(N").Text("C").Op(")}(").Until(n, (q, i) => q.Text("a" + i.ToString(CultureInfo.InvariantCulture)).Op("N")).Op("ut").Then(q => q.KeepAside());
            return (p, q => q.Get(0).Get(1).Op("R"));
        })),
        ("a named tuple's class with many fields", Half((p, n) =>
        {
            p.Global("dill._dill", "_create_namedtuple").Then(q => q.KeepAside());
            p.Text("C").Op("(").Until(n, (q, i) => q.Text("a" + i.ToString(CultureInfo.InvariantCulture))).Op("t").Text("lab").Raw(0x87).Then(q => q.KeepAside());
            return (p, q => q.Get(0).Get(1).Op("R"));
        })),

        // States.
        ("a UUID's state among many entries", Half((p, n) =>
        {
            p.Global("uuid", "UUID").Then(q => q.KeepAside());
            p.Op("}(").Text("int").Int(1).Until(n, (q, i) => q.Int(i).Int(1)).Op("u").Then(q => q.KeepAside());
            return (p, q => q.Get(0).Op(")\u0081").Get(1).Op("b"));
        })),
        ("a dtype's state of many fields", Half((p, n) =>
        {
            p.Global("numpy", "dtype").Text("V1").Raw(0x89, 0x88, 0x87).Then(q => q.KeepAside()).Then(q => q.KeepAside());
            p.Op("(").Int(3).Text("|").Op("N(").Until(n / 2, (q, i) => q.Text("a" + i.ToString(CultureInfo.InvariantCulture))).Op("t}(")
                .Until(n, (q, i) => q.Text("a" + i.ToString(CultureInfo.InvariantCulture)).Int(1)).Op("u").Int(1).Int(1).Int(16).Op("t").Then(q => q.KeepAside());
            return (p, q => q.Global("numpy", "dtype").Get(0).Op("R").Get(2).Op("b"));
        })),
        ("objects that share a state of many entries", Half((p, n) =>
        {
            p.Global("lab", "C").Then(q => q.KeepAside());
            p.Op("}(").Until(n, (q, i) => q.Text("a" + i.ToString(CultureInfo.InvariantCulture)).Int(1)).Op("u").Then(q => q.KeepAside());
            return (p, q => q.Get(0).Op(")\u0081").Get(1).Op("b"));
        })),
        ("objects that share two states", Half((p, n) =>
        {
            p.Global("lab", "C").Then(q => q.KeepAside());
            p.Op("}(").Until(n, (q, i) => q.Text("a" + i.ToString(CultureInfo.InvariantCulture)).Int(1)).Op("u").Then(q => q.Keep()).Raw((byte)'h', 1, 0x86).Then(q => q.KeepAside());
            return (p, q => q.Get(0).Op(")\u0081").Get(2).Op("b"));
        })),
        ("ChainMaps of one map", Half((p, n) =>
        {
            p.Global("collections", "ChainMap").Then(q => q.KeepAside());
            p.Op("}").Text("maps").Op("](}(").Until(n, (q, i) => q.Int(i).Int(1)).Op("ues").Then(q => q.KeepAside());
            return (p, q => q.Get(0).Op(")\u0081").Get(1).Op("b"));
        })),

        // Hashes.
        ("a set of NaN", n => new FuzzPickle().Op("(").Until(n, (p, i) => p.Float(double.NaN)).Raw(0x91).Payload()),
        ("a dict of NaN", n => new FuzzPickle().Op("}(").Until(n, (p, i) => p.Float(double.NaN).Int(1)).Op("u").Payload()),
        ("a set of tuples that begin alike", n => new FuzzPickle().Then(p => Zeros(p, 70)).Then(p => p.KeepAside()).Op("(").Until(n, (p, i) => p.Get(0).Int(i).Raw(0x86)).Raw(0x91).Payload()),
        ("a set of equal tuples", n => new FuzzPickle().Op("(").Until(n, (p, i) => Zeros(p, 40)).Raw(0x91).Payload()),
        ("a set of equal long tuples", n => new FuzzPickle().Op("(").Until(n, (p, i) => Zeros(p, 90)).Raw(0x91).Payload()),
        ("sets of two equal texts", n => Twice(n, p => p.Text(new string('x', 4000)))),
        ("sets of two equal long texts", n => Twice(n, p => p.Text(new string('x', n / 4)))),
        ("sets of two equal ints", n => Twice(n, p => p.Int(BigInteger.One << Math.Min(8 * 200, n)))),
        ("sets of two equal long ints", n => Twice(n, p => p.Int(BigInteger.One << (2 * n)))),
        ("sets of two equal tuples of texts", n => Twice(n, p => p.Text(new string('x', 900)).Text(new string('y', 900)).Raw(0x86))),
        ("sets of one deep tuple", n => Twice(n, p => { p.Op(")"); for (var i = 0; i < n / 8; i++) { p.Raw(0x85); } })),
        ("a set of one value", n => new FuzzPickle().Text("x").Then(p => p.KeepAside()).Op("(").Until(n, (p, i) => p.Get(0)).Raw(0x91).Payload()),
        ("datetimes that are equal but for the zone", n => new FuzzPickle().Global("datetime", "datetime").Then(p => p.KeepAside()).Global("datetime", "timezone").Then(p => p.KeepAside())
            .Global("datetime", "timedelta").Then(p => p.KeepAside()).Op("(").Until(n, (p, i) => p.Get(0).Bytes([7, 232, 1, 1, 1, 1, 1, 0, 0, 0]).Get(1).Get(2)
                .Int(0).Int(i % 80_000).Int(i / 80_000).Raw(0x87).Op("R").Raw(0x85).Op("R").Raw(0x86).Op("R")).Raw(0x91).Payload()),
        ("datetimes in zones that are not there", n => new FuzzPickle().Global("datetime", "datetime").Then(p => p.KeepAside()).Global("zoneinfo", "ZoneInfo._unpickle").Then(p => p.KeepAside())
            .ListUntil(n, (p, i) => p.Get(0).Bytes([7, 232, 1, 1, 1, 1, 1, 0, 0, 0]).Get(1).Text("Nowhere/A" + i.ToString(CultureInfo.InvariantCulture)).Int(1).Raw(0x86).Op("R").Raw(0x86).Op("R")).Payload()),
        ("datetimes in one zone", n => new FuzzPickle().Global("datetime", "datetime").Then(p => p.KeepAside()).Global("zoneinfo", "ZoneInfo._unpickle").Then(p => p.KeepAside())
            .Text("Europe/Paris").Int(1).Raw(0x86).Then(p => p.KeepAside())
            .ListUntil(n, (p, i) => p.Get(0).Bytes([7, 232, 10, 27, 2, 1, 1, 0, 0, 0]).Get(1).Get(2).Op("R").Raw(0x86).Op("R")).Payload()),
        ("ints of one hash", n => new FuzzPickle().ListUntil(n, (p, i) => p.Int(((long)i << 32) | (uint)i)).Payload()),
        ("ints of one place", n => new FuzzPickle().ListUntil(n, (p, i) => p.Int((long)i * 105_943)).Payload()),
        ("floats of one hash", n => new FuzzPickle().ListUntil(n, (p, i) => p.Float(BitConverter.Int64BitsToDouble(((long)(i + 1) << 32) | (uint)(i + 1)))).Payload()),
        ("keys of one hash", n => new FuzzPickle().Op("}(").Until(n, (p, i) => p.Int(((long)i << 32) | (uint)i).Float(1)).Op("u").Payload()),
        ("long fractions as keys", n => new FuzzPickle().Global("fractions", "Fraction").Int(BigInteger.One << 19_000).Int((BigInteger.One << 19_000) + 1).Raw(0x86).Op("R").Then(p => p.KeepAside())
            .Op("}(").Until(n, (p, i) => p.Get(0).Int(1)).Op("u").Payload()),

        // Shared parts.
        ("lists that hold another one twice", n => new FuzzPickle().Op("]").Then(p => { for (var i = 0; i < 30; i++) { p.Then(q => q.Keep()).Op("](").Get(i).Get(i).Op("e"); } }).Payload()),
        ("rows that are one row", n => new FuzzPickle().ListUntil(n / 2, (p, i) => p.Raw(0x88)).Then(p => p.KeepAside()).ListUntil(n, (p, i) => p.Get(0)).Payload()),
        ("rows that are one row of floats", n => new FuzzPickle().ListUntil(n / 2, (p, i) => p.Float(i)).Then(p => p.KeepAside()).ListUntil(n, (p, i) => p.Get(0)).Payload()),
        ("dicts that are one dict of many entries", n => new FuzzPickle().Op("}(").Until(n / 2, (p, i) => p.Text("a" + i.ToString(CultureInfo.InvariantCulture)).Int(1)).Op("u").Then(p => p.KeepAside()).ListUntil(n, (p, i) => p.Get(0)).Payload()),
        ("dicts that are one small dict", n => new FuzzPickle().Op("}").Text("value").Int(1).Op("s").Then(p => p.KeepAside()).ListUntil(n, (p, i) => p.Get(0)).Payload()),
        ("texts that are one long text", n => new FuzzPickle().Text(new string('A', n / 8 * 4)).Then(p => p.KeepAside()).ListUntil(n, (p, i) => p.Get(0)).Payload()),
        ("addresses that are one long address", n => new FuzzPickle().Text("http://x/" + new string('A', 60_000)).Then(p => p.KeepAside()).ListUntil(n, (p, i) => p.Get(0)).Payload()),
        ("decimals that are one long decimal", n => new FuzzPickle().Global("decimal", "Decimal").Text("1." + new string('0', 90_000)).Raw(0x85).Op("R").Then(p => p.KeepAside()).ListUntil(n, (p, i) => p.Get(0)).Payload()),
        ("floats that are one float", n => new FuzzPickle().Float(0.1).Then(p => p.KeepAside()).ListUntil(n, (p, i) => p.Get(0)).Payload()),
        ("fractions that are one long fraction", n => new FuzzPickle().Global("fractions", "Fraction").Int(BigInteger.One << 19_000).Int((BigInteger.One << 19_000) + 1).Raw(0x86).Op("R").Then(p => p.KeepAside()).ListUntil(n, (p, i) => p.Get(0)).Payload()),
        ("ints that are one long int", n => new FuzzPickle().Int(BigInteger.One << (4 * n)).Then(p => p.KeepAside()).ListUntil(n, (p, i) => p.Get(0)).Payload()),
        ("a long range", n => new FuzzPickle().Global("builtins", "range").Int(14_000_000).Raw(0x85).Op("R").Payload()),
        ("ranges in a list", n => new FuzzPickle().Global("builtins", "range").Int(14_000).Raw(0x85).Op("R").Then(p => p.KeepAside()).ListUntil(n, (p, i) => p.Get(0)).Payload()),
        ("small ints", n => new FuzzPickle().ListUntil(n, (p, i) => p.Int(1)).Payload()),
        ("booleans", n => new FuzzPickle().ListUntil(n, (p, i) => p.Raw(0x88)).Payload()),
        ("empty lists", n => new FuzzPickle().ListUntil(n, (p, i) => p.Op("]")).Payload()),
        ("empty dicts", n => new FuzzPickle().ListUntil(n, (p, i) => p.Op("}")).Payload()),
        ("short texts", n => new FuzzPickle().ListUntil(n, (p, i) => p.Text("ab")).Payload()),
        ("a deep list", n => new FuzzPickle().Until(n, (p, i) => p.Op("](")).Then(p => { }).Op("e").Until(2 * n, (p, i) => p.Op("e")).Payload()),
        ("many packed pickles", n => Packed(n, new FuzzPickle().Global("decimal", "Decimal").Then(p => p.KeepAside()).Text("1." + new string('0', 20_000)).Raw(0x85).Then(p => p.KeepAside())
            .ListUntil(40_000, (p, i) => p.Get(0).Get(1).Op("R")).Op("b").Payload())),
    ];

    private static IEnumerable<(string Name, Func<int, byte[]> Make)> Arrays() =>
    [
        ("fields over each other", n => new FuzzPickle().Array(
            p => p.DataType("V8", q => Fields(q, Math.Min(10_000, n / 60), r => r.Global("numpy", "dtype").Text("i8").Raw(0x89, 0x88, 0x87).Op("R")), 8), new byte[n / 2 / 8 * 8], n / 2 / 8).Payload()),
        ("fields of no size", n => new FuzzPickle().Array(
            p => p.DataType("V1", q => Fields(q, Math.Min(10_000, n / 60), r => r.Global("numpy", "dtype").Text("S0").Raw(0x89, 0x88, 0x87).Op("R")), 1), new byte[n / 2], n / 2).Payload()),
        ("many small fields", n => new FuzzPickle().Array(
            p => p.DataType("V4", q => Fields(q, 60, r => r.Global("numpy", "dtype").Text("S0").Raw(0x89, 0x88, 0x87).Op("R")), 4), new byte[n / 4 * 4], n / 4).Payload()),
        ("rows without columns", _ => new FuzzPickle().Array(Doubles, [], int.MaxValue, 0).Payload()),
        ("columns without rows", _ => new FuzzPickle().Array(Doubles, [], 0, int.MaxValue).Payload()),
        ("planes without anything", _ => new FuzzPickle().Array(Doubles, [], 100_000, 100_000, 0).Payload()),
        ("objects without columns", _ => new FuzzPickle().Array(p => p.DataType("O8", q => q.Op("NN"), -1), [], int.MaxValue, 0).Payload()),
        ("rows of one element", n => new FuzzPickle().Array(Doubles, new byte[n / 8 * 8], n / 8, 1).Payload()),
        ("rows in 63 dimensions of one", n => new FuzzPickle().Array(
            p => p.DataType("u1", q => q.Op("NN"), -1), new byte[n], [n, .. Enumerable.Repeat(1, 63)]).Payload()),
        ("small arrays of 64 dimensions", Half((p, n) =>
        {
            p.Global("numpy.core.multiarray", "_reconstruct").Then(q => q.KeepAside()).Global("numpy", "ndarray").Int(0).Raw(0x85).Bytes("b"u8.ToArray()).Raw(0x87).Then(q => q.KeepAside());
            p.Op("(").Int(1).Op("(").Then(q => { for (var i = 0; i < 64; i++) { q.Int(1); } }).Op("t").DataType("u1", q => q.Op("NN"), -1).Raw(0x89).Bytes([1]).Op("t").Then(q => q.KeepAside());
            return (p, q => q.Get(0).Get(1).Op("R").Get(2).Op("b"));
        })),
        ("texts of one character", n => new FuzzPickle().Array(
            p => p.DataType("U1", q => q.Op("NN"), 4), [.. Enumerable.Range(0, n / 4 * 4).Select(i => i % 4 == 0 ? (byte)'x' : (byte)0)], n / 4).Payload()),
        ("bytes of one", n => new FuzzPickle().Array(p => p.DataType("S1", q => q.Op("NN"), 1), [.. Enumerable.Repeat((byte)'x', n)], n).Payload()),
        ("small numbers", n => new FuzzPickle().Array(p => p.DataType("i1", q => q.Op("NN"), -1), new byte[n], n).Payload()),
        ("times", n => new FuzzPickle().Array(p => p.DataType("M8", q => q.Op("NN"), -1), new byte[n / 8 * 8], n / 8).Payload()),
    ];

    private static IEnumerable<(string Name, Func<int, byte[]> Make)> Json() =>
    [
        ("JSON: empty lists", n => Repeated(n, "[],")),
        ("JSON: empty objects", n => Repeated(n, "{},")),
        ("JSON: lists of one", n => Repeated(n, "[1],")),
        ("JSON: lists of an empty list", n => Repeated(n, "[[]],")),
        ("JSON: objects of one", n => Repeated(n, "{\"a\":1},")),
        ("JSON: deep lists", n => Repeated(n, new string('[', 900) + new string(']', 900) + ",")),
        ("JSON: deep objects", n => Repeated(n, string.Concat(Enumerable.Repeat("{\"\":", 900)) + "1" + new string('}', 900) + ",")),
        ("JSON: small numbers", n => Repeated(n, "1,")),
        ("JSON: floats", n => Repeated(n, "0.5,")),
        ("JSON: booleans and nulls", n => Repeated(n, "true,null,")),
        ("JSON: NaN", n => Repeated(n, "NaN,")),
        ("JSON: NaN and blanks", n => Repeated(n, "NaN" + new string(' ', 50) + ",")),
        ("JSON: numbers of 100,000 digits", n => Repeated(n, new string('9', 99_999) + ",")),
        ("JSON: a number of all digits", n => Encoding.ASCII.GetBytes("11\n" + new string('9', n))),
        ("JSON: a float of all digits", n => Encoding.ASCII.GetBytes("11\n1." + new string('9', n))),
        ("JSON: an exponent of all digits", n => Encoding.ASCII.GetBytes("11\n1e" + new string('9', n))),
        ("JSON: escapes", n => Encoding.ASCII.GetBytes("11\n\"" + string.Concat(Enumerable.Repeat("\\u00e9", n / 6)) + "\"")),
        ("JSON: one key again and again", n => Object(n, i => "\"a\":1,")),
        ("JSON: many keys, then one of them", n => Object(n, i => i < n / 20 ? $"\"a{i}\":1," : "\"a5\":2,")),
        ("JSON: keys of one hash", n => Object(n, i => $"\"{((long)i << 32) | (uint)i}\":1,")),
        ("JSON: keys of one place", n => Object(n, i => $"\"{i * 105_943L}\":1,")),
        ("JSON: ints of one hash", n => Encoding.ASCII.GetBytes("11\n[" + string.Concat(Enumerable.Range(0, n / 20).Select(i => $"{((long)i << 32) | (uint)i},")) + "0]")),
        ("JSON: short texts", n => Repeated(n, "\"ab\",")),
        ("JSON: times", n => Repeated(n, "\"2024-01-01T00:00:00\",")),
        ("JSON: members that nobody has", n => Object(n, i => $"\"b{i}\":1,")),
    ];

    /// <summary>Half of the bytes for what is used, half for using it again and again.</summary>
    private static Func<int, byte[]> Half(Func<FuzzPickle, int, (FuzzPickle Pickle, Action<FuzzPickle> Use)> begin) => n =>
    {
        var (pickle, use) = begin(new FuzzPickle(), n / 2);
        return pickle.ListUntil(n, (p, _) => use(p)).Payload();
    };

    private static Func<int, byte[]> Half(Func<FuzzPickle, int, (FuzzPickle Pickle, Action<FuzzPickle> Use)> begin, int most) => n =>
    {
        var (pickle, use) = begin(new FuzzPickle(), Math.Min(n / 2, most));
        return pickle.ListUntil(n, (p, _) => use(p)).Payload();
    };

    private static (FuzzPickle Pickle, Action<FuzzPickle> Use) Again(FuzzPickle pickle, string module, string name, Action<FuzzPickle> argument, string? second = null)
    {
        var callable = pickle.Global(module, name).KeepAside();
        argument(pickle);
        if (second is null)
        {
            pickle.Raw(0x85);
        }
        else
        {
            pickle.Text(second).Raw(0x86);
        }

        var arguments = pickle.KeepAside();
        return (pickle, p => p.Get(callable).Get(arguments).Op("R"));
    }

    private static byte[] Twice(int n, Action<FuzzPickle> value)
    {
        var pickle = new FuzzPickle();
        value(pickle);
        var first = pickle.KeepAside();
        value(pickle);
        var second = pickle.KeepAside();
        return pickle.ListUntil(Math.Max(n, pickle.Length + 1000), (p, _) => p.Op("(").Get(first).Get(second).Raw(0x91)).Payload();
    }

    private static void Zeros(FuzzPickle pickle, int count)
    {
        pickle.Op("(");
        for (var i = 0; i < count; i++)
        {
            pickle.Op("N");
        }

        pickle.Op("t");
    }

    private static void Doubles(FuzzPickle pickle) => pickle.DataType("f8", q => q.Op("NN"), -1);

    private static void Fields(FuzzPickle pickle, int count, Action<FuzzPickle> type)
    {
        pickle.Op("(");
        for (var i = 0; i < count; i++)
        {
            pickle.Text("a" + i.ToString(CultureInfo.InvariantCulture));
        }

        pickle.Op("t}(");
        for (var i = 0; i < count; i++)
        {
            pickle.Text("a" + i.ToString(CultureInfo.InvariantCulture)).Then(type).Int(0).Raw(0x86);
        }

        pickle.Op("u");
    }

    private static byte[] Packed(int n, byte[] payload)
    {
        var text = new List<byte>("13\n"u8.ToArray());
        while (text.Count < n)
        {
            text.AddRange(Encoding.ASCII.GetBytes($"{PackedBuffers.CodePoints(payload)}\n"));
            text.AddRange(payload);
        }

        return [.. text];
    }

    private static byte[] Repeated(int n, string item) => Encoding.ASCII.GetBytes("11\n[" + string.Concat(Enumerable.Repeat(item, Math.Max(1, n / item.Length)))[..^1] + "]");

    private static byte[] Object(int n, Func<int, string> member)
    {
        var text = new StringBuilder("11\n{");
        for (var i = 0; text.Length < n; i++)
        {
            text.Append(member(i));
        }

        return Encoding.ASCII.GetBytes(text.ToString().TrimEnd(',') + "}");
    }
}
