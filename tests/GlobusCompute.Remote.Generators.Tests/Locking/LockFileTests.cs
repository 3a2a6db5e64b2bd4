extern alias generator;

using generator::GlobusCompute.Remote.Shared.Locking;
using GlobusCompute.Remote.Generators.Locking;
using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Tests.Locking;

/// <summary>Reading the lock file's text, and writing it.</summary>
public sealed class LockFileTests
{
    private const string Owner = "b0a5d1a0-2b22-4381-b899-ba73321e41e0";
    private const string Fix = "; fix it, or delete the file and run 'gcompute function pin'";

    public static TheoryData<string, string, string> MalformedValues => new()
    {
        { "\"method\": \"App.I.Fit\"", "\"method\": \"\"", "'method' is not the name of a method, as 'MyApp.IAnalysis.Fit'" },
        { "\"method\": \"App.I.Fit\"", "\"method\": \"App.I Fit\"", "'method' is not the name of a method, as 'MyApp.IAnalysis.Fit'" },
        { "\"method\": \"App.I.Fit\"", "\"method\": \"App.I.\\ud83d\"", "'method' is not the name of a method, as 'MyApp.IAnalysis.Fit'" },
        { "\"method\": \"App.I.Fit\"", "\"method\": null", "'method' is not the name of a method, as 'MyApp.IAnalysis.Fit'" },
        { "globus.org/\"", "globus.org\"", "'environment' is not the URL of a service, with a lower-case host and a slash at its end" },
        { "https://compute.api.globus.org/", "https://Compute.api.globus.org/", "'environment' is not the URL of a service, with a lower-case host and a slash at its end" },
        { "https://compute.api.globus.org/", "https://compute.api.globus.org:443/", "'environment' is not the URL of a service, with a lower-case host and a slash at its end" },
        { "https://compute.api.globus.org/", "https://me@compute.api.globus.org/", "'environment' is not the URL of a service, with a lower-case host and a slash at its end" },
        { "https://compute.api.globus.org/", "https://compute.api.globus.org/?v=/", "'environment' is not the URL of a service, with a lower-case host and a slash at its end" },
        { "https://compute.api.globus.org/", "ftp://compute.api.globus.org/", "'environment' is not the URL of a service, with a lower-case host and a slash at its end" },
        { "https://compute.api.globus.org/", "/compute/", "'environment' is not the URL of a service, with a lower-case host and a slash at its end" },
        { "6a0c2f4e", "6A0C2F4E", "'function_id' is not a UUID in lower case and not all zero" },
        { LockText.Id, "00000000-0000-0000-0000-000000000000", "'function_id' is not a UUID in lower case and not all zero" },
        { $"\"{LockText.Id}\"", "7", "'function_id' is not a UUID in lower case and not all zero" },
        { "sha256:", "sha1:", "'source_hash' is not 'sha256:' and 64 hexadecimal digits in lower case" },
        { "sha256:0", "sha256:", "'source_hash' is not 'sha256:' and 64 hexadecimal digits in lower case" },
        { "sha256:0", "sha256:A", "'source_hash' is not 'sha256:' and 64 hexadecimal digits in lower case" },
        { "null", "\"me\"", "'owner' is not a UUID in lower case and not all zero, nor null" },
        { "23:40:00Z", "23:40:00", "'time' is not a time in UTC, as '2026-11-23T23:40:00Z'" },
        { "23:40:00Z", "25:40:00Z", "'time' is not a time in UTC, as '2026-11-23T23:40:00Z'" },
    };

    public static TheoryData<string, int, string> Faults => new()
    {
        { "", 1, "is not valid JSON at line 1: a value is expected, and the end of the file is there" + Fix },
        { LockText.Of(LockText.Entry("App.I.Fit")).Replace("1,\n", "1\n"), 3, "is not valid JSON at line 3: ',' or '}' is expected, and '\"' is there" + Fix },
        { "[]", 1, "is malformed at line 1: the file is not an object" + Fix },
        { "{ }", 1, "is malformed at line 1: the file lacks 'version'" + Fix },
        { "{\n\"version\": 1 }", 1, "is malformed at line 1: the file lacks 'functions'" + Fix },
        { "{\n\"version\": 2,\n\"pins\": {} }", 2, "is malformed at line 2: it is of version 2, but this version supports 1; update GlobusCompute.Remote and gcompute" },
        { "{\n\"version\": 0,\n\"functions\": [] }", 2, "is malformed at line 2: 'version' is not a version number" + Fix },
        { "{\n\"version\": 99999999999,\n\"functions\": [] }", 2, "is malformed at line 2: 'version' is not a version number" + Fix },
        { "{\n\"version\": \"1\",\n\"functions\": [] }", 2, "is malformed at line 2: 'version' is not a version number" + Fix },
        { "{\n\"version\": 1,\n\"functions\": {} }", 3, "is malformed at line 3: 'functions' is not a list" + Fix },
        { "{\n\"version\": 1,\n\"functions\": [1] }", 3, "is malformed at line 3: an entry is not an object" + Fix },
        { "{\n\"version\": 1,\n\"functions\": [],\n\"more\": 1 }", 4, "is malformed at line 4: the file has no 'more' in version 1" + Fix },
        { LockText.Of(LockText.Entry("App.I.Fit").Replace("\"owner\"", "\"note\"")), 9, "is malformed at line 9: an entry has no 'note' in version 1" + Fix },
        { LockText.Of(LockText.Entry("App.I.Fit").Replace("\"owner\"", "\"time\"")), 10, "is malformed at line 10: an entry has 'time' twice" + Fix },
        { LockText.Of(LockText.Entry("App.I.Fit").Replace("      \"owner\": null,\n", "")), 4, "is malformed at line 4: an entry lacks 'owner'" + Fix },
        {
            LockText.Of("<<<<<<< HEAD\n" + LockText.Entry("App.I.Fit") + "\n=======\n" + LockText.Entry("App.I.Spread") + "\n>>>>>>> theirs"),
            4,
            "has merge conflict markers at line 4; keep one side's entries, then run 'gcompute function pin'"
        },
        { "{\r\n=======\r\n}", 2, "has merge conflict markers at line 2; keep one side's entries, then run 'gcompute function pin'" },
        { "{\n||||||| merged\n}", 2, "has merge conflict markers at line 2; keep one side's entries, then run 'gcompute function pin'" },
        { "{\n<<<<<<<<<<\n}", 2, "is not valid JSON at line 2: a property's name in double quotes is expected, and '<' is there" + Fix },
    };

    [Fact]
    public void Entries_are_read_with_all_they_say_and_where_they_stand()
    {
        var text = LockText.Of(LockText.Entry("App.I.Fit(System.Int32)", owner: Owner), LockText.Entry("App.I.Spread", environment: LockText.Sandbox));
        var file = Read(text);
        Assert.Null(file.Fault);
        Assert.Equal(
            [
                (new LockPin("App.I.Fit(System.Int32)", LockText.Compute, LockText.Id, LockText.OtherHash), Owner, "2026-11-23T23:40:00Z"),
                (new LockPin("App.I.Spread", LockText.Sandbox, LockText.Id, LockText.OtherHash), null, "2026-11-23T23:40:00Z"),
            ],
            file.Entries.Select(entry => (entry.Pin, entry.Owner, entry.Time)));
        Assert.Equal(["\"App.I.Fit(System.Int32)\"", "\"App.I.Spread\""], file.Entries.Select(entry => text.Substring(entry.Span.Start, entry.Span.Length)));
    }

    [Theory]
    [InlineData("\n", "\r\n")]
    [InlineData("  ", "\t")]
    [InlineData("\n", "")]
    public void Layout_makes_no_difference(string before, string after)
    {
        var text = LockText.Of(LockText.Entry("App.I.Fit", owner: Owner));
        Assert.Equal(Pins(text), Pins(text.Replace(before, after)));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_a_fault() => Assert.Equal(new LockFault(0, 1, "cannot be opened"), LockSource.Read(null).Fault);

    [Theory]
    [MemberData(nameof(MalformedValues))]
    public void A_value_in_another_form_is_refused_at_its_line(string before, string after, string message)
    {
        var text = LockText.Of(LockText.Entry("App.I.Fit"));
        Assert.Contains(before, text, StringComparison.Ordinal);
        var damaged = text.Replace(before, after);
        var fault = Read(damaged).Fault!;
        var line = SourceText.From(damaged).Lines.GetLinePosition(fault.Position).Line + 1;
        Assert.Equal(line, fault.Line);
        Assert.Equal($"is malformed at line {line}: {message}{Fix}", fault.Message);
        Assert.Contains($"\"{message.Split('\'')[1]}\": ", damaged.Split('\n')[line - 1], StringComparison.Ordinal);
        Assert.Empty(Pins(damaged));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_file_that_says_nothing_says_why(string text, int line, string message)
    {
        var file = Read(text);
        Assert.Empty(file.Entries);
        Assert.Equal(message, file.Fault!.Message);
        Assert.Equal(line, SourceText.From(text).Lines.GetLinePosition(file.Fault.Position).Line + 1);
        Assert.Equal(line, file.Fault.Line);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_text_makes_the_reader_fail_otherwise(int seed)
    {
        var random = new Random(seed);
        var text = LockText.Of(LockText.Entry("App.I.Fit", owner: Owner), LockText.Entry("App.I.Spread", environment: LockText.Sandbox));
        var (read, refused) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var file = Read(RandomJson.Damage(text, random));
            Assert.True(file.Fault is null || file.Entries.Count == 0);
            _ = file.Fault is null ? read++ : refused++;
        }

        // A letter more or less in a name, or a blank: the file says something else, or the same.
        Assert.True(read > 100 && refused > 10_000, $"{read} were read, {refused} were refused.");
    }

    [Fact]
    public void What_is_written_is_what_was_read_in_its_one_form()
    {
        var text = LockText.Of(
            LockText.Entry("App.I.Fit", owner: Owner),
            LockText.Entry("App.I.Fit", environment: LockText.Sandbox),
            LockText.Entry("App.I.Spread(System.Int32)"),
            LockText.Entry("App.IÄ`1.Größe"));
        Assert.Equal(text, LockFileWriter.Write(Read(text).Entries));
        Assert.Equal(text, LockFileWriter.Write(Read(text).Entries.Reverse()));
        Assert.Equal(text, LockFileWriter.Write(Read(text.Replace("\n", "\r\n\t")).Entries));
        Assert.Equal(LockText.Of(), LockFileWriter.Write([]));
        Assert.Empty(Read(LockText.Of()).Entries);
    }

    [Fact]
    public void What_JSON_has_to_escape_is_escaped()
    {
        var entry = Read(LockText.Of(LockText.Entry("App.\\\"\\\\"))).Entries[0];
        Assert.Equal("App.\"\\", entry.Pin.Method);
        Assert.Equal(LockText.Of(LockText.Entry("App.\\\"\\\\")), LockFileWriter.Write([entry]));
    }

    private static LockFile Read(string text) => LockSource.Read(SourceText.From(text));

    private static IEnumerable<LockPin> Pins(string text) => Read(text).Entries.Select(entry => entry.Pin);
}
