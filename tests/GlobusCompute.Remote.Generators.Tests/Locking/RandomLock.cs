using System.Text;
using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Locking;

/// <summary>Lock files as people, editors and version control leave them: mostly right, in any order, and wrong in every way there is.</summary>
internal static class RandomLock
{
    private static readonly string[] s_methods = ["I.Fit", "I.Spread", "I.Größe", "I.Fit(System.Int32)", "", "I Fit", "I.\\ud83d", "I.Gr\\u00f6\\u00DFe", "I.\\ud83d\\ude00", "I.\\u2028Fit"];
    private static readonly string[] s_environments =
        [LockText.Compute, LockText.Sandbox, "http://127.0.0.1:5000/", "https://Compute.api.globus.org/", "https://compute.api.globus.org", "https://h:443/", "https://h/%7e/", "ftp://h/", "https:\\/\\/h\\/", "https://ö/", "https://h/a b/", "https:///"];
    private static readonly string[] s_ids = [LockText.Id, LockText.Id.ToUpperInvariant(), Guid.Empty.ToString(), LockText.Id.Replace("-", ""), "{" + LockText.Id + "}", "7"];
    private static readonly string[] s_times =
        ["2026-11-23T23:40:00Z", "2026-02-29T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-23T23:40:00+00:00", "2026-11-23T24:00:00Z", " 2026-11-23T23:40:00Z", "2026-11-23t23:40:00z", "٢٠٢٦-11-23T23:40:00Z"];
    private static readonly string[] s_versions = ["2", "0", "-1", "1.0", "1e0", "01", "99999999999", "\"1\"", "null", "2147483648"];
    private static readonly string[] s_others = ["null", "7", "true", "{}", "[]", "1e999", "123456789012345678901234567890", "\"\\u0000\"", "\"a\tb\""];
    private static readonly string[] s_markers = ["<<<<<<< HEAD", "=======", ">>>>>>> theirs", "||||||| base", "<<<<<<<<", "======", " ======="];

    /// <summary>The bytes of a file.</summary>
    public static byte[] Write(Random random)
    {
        var text = File(random);
        text = random.Next(12) switch
        {
            0 => RandomJson.Damage(text, random),
            1 => text[..random.Next(text.Length)],
            2 => Marked(text, random),
            3 => text + "\n" + s_others[random.Next(s_others.Length)],
            _ => text,
        };
        text = random.Next(16) switch
        {
            0 => text.Replace("\n", "\r\n"),
            1 => text.Replace("\n", "\r"),
            2 => text.Replace("\n", ""),
            3 => text.Replace("\n", "\n\u2028"),
            4 => text.Replace("  ", "\t"),
            _ => text,
        };
        text = random.Next(10) == 0 ? "\uFEFF" + text : text;
        return random.Next(20) switch
        {
            0 => Encoding.Latin1.GetBytes(text),
            1 => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
            2 => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)],
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    private static string File(Random random)
    {
        var entries = Enumerable.Range(0, random.Next(4)).Select(_ => Entry(random)).ToList();
        if (entries.Count > 0 && random.Next(6) == 0)
        {
            entries.Add(entries[0]);
        }

        var functions = random.Next(25) == 0 ? s_others[random.Next(s_others.Length)] : $"[{string.Join(",\n", entries)}]";
        return Object([("version", random.Next(12) == 0 ? s_versions[random.Next(s_versions.Length)] : "1"), ("functions", functions)], random);
    }

    private static string Entry(Random random) => Object(
        [
            ("method", Value(s_methods, 3, random)),
            ("environment", Value(s_environments, 3, random)),
            ("function_id", Value(s_ids, 1, random)),
            ("source_hash", Value([LockText.OtherHash, "sha256:" + new string('A', 64), "sha256:", LockText.OtherHash + "0"], 1, random)),
            ("owner", random.Next(2) == 0 ? "null" : Value(s_ids, 1, random)),
            ("time", Value(s_times, 1, random)),
        ],
        random);

    /// <summary>A text, one of the first few in most cases.</summary>
    private static string Value(string[] values, int good, Random random) => random.Next(40) switch
    {
        0 => s_others[random.Next(s_others.Length)],
        1 or 2 => $"\"{values[random.Next(values.Length)]}\"",
        _ => $"\"{values[random.Next(good)]}\"",
    };

    /// <summary>An object of some members in any order; seldom one is missing, repeated, or not known.</summary>
    private static string Object(List<(string Name, string Value)> members, Random random)
    {
        switch (random.Next(40))
        {
            case 0:
                members.RemoveAt(random.Next(members.Count));
                break;
            case 1:
                members.Add(members[random.Next(members.Count)]);
                break;
            case 2:
                members.Add((((string[])["note", "Version", "", "\\u006dethod", "\\ud83d"])[random.Next(5)], "1"));
                break;
        }

        var shuffled = members.ToArray();
        if (random.Next(2) == 0)
        {
            random.Shuffle(shuffled);
        }

        return $"{{\n{string.Join(",\n  ", shuffled.Select(member => $"\"{member.Name}\": {member.Value}"))}\n}}";
    }

    private static string Marked(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        lines.Insert(random.Next(lines.Count + 1), s_markers[random.Next(s_markers.Length)]);
        return string.Join('\n', lines);
    }
}
