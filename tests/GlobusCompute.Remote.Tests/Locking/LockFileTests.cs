using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Shared.Python;
using Xunit;

namespace GlobusCompute.Remote.Tests.Locking;

public sealed class LockFileTests
{
    [Fact]
    public void The_form_is_the_documented_one()
    {
        var owner = Guid.Parse("11111111-2222-4333-8444-555555555555");
        var file = new ComputeLockFile(
        [
            LockEntries.Entry("MyApp.IGröße.Messen", "http://127.0.0.1:5000") with { Owner = owner },
            LockEntries.Entry("MyApp.IAnalysis.Fit(System.Double[])", "HTTPS://Compute.API.globus.org:443"),
        ]);

        Assert.Equal(
            """
            {
              "version": 1,
              "functions": [
                {
                  "method": "MyApp.IAnalysis.Fit(System.Double[])",
                  "environment": "https://compute.api.globus.org/",
                  "function_id": "6a0c1b2d-0001-4000-8000-0123456789ab",
                  "source_hash": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                  "owner": null,
                  "time": "2026-11-23T23:40:00Z"
                },
                {
                  "method": "MyApp.IGröße.Messen",
                  "environment": "http://127.0.0.1:5000/",
                  "function_id": "6a0c1b2d-0001-4000-8000-0123456789ab",
                  "source_hash": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                  "owner": "11111111-2222-4333-8444-555555555555",
                  "time": "2026-11-23T23:40:00Z"
                }
              ]
            }

            """.ReplaceLineEndings("\n"),
            file.ToString());
    }

    [Fact]
    public void One_without_pins_has_a_form_too()
    {
        Assert.Equal("{\n  \"version\": 1,\n  \"functions\": []\n}\n", ComputeLockFile.Empty.ToString());
        Assert.Empty(ComputeLockFile.Parse(ComputeLockFile.Empty.ToString()).Entries);
    }

    [Fact]
    public void What_is_written_is_read_as_the_same_pins_and_their_order_does_not_matter()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var entries = LockEntries.Random(random);
            var text = new ComputeLockFile(entries).ToString();
            var shuffled = entries.ToArray();
            random.Shuffle(shuffled);

            var read = ComputeLockFile.Parse(text);

            Assert.Equal(entries.ToHashSet(), read.Entries.ToHashSet());
            Assert.Equal(text, read.ToString());
            Assert.Equal(text, new ComputeLockFile(shuffled).ToString());
            Assert.Equal(text, entries.Aggregate(ComputeLockFile.Empty, static (file, entry) => file.With(entry)).ToString());
            Assert.DoesNotContain('\r', text);

            // Any other JSON reader reads the same.
            using var document = JsonDocument.Parse(text);
            Assert.Equal(read.Entries.Select(static e => e.Method), document.RootElement.GetProperty("functions").EnumerateArray().Select(static e => e.GetProperty("method").GetString()));
        }
    }

    [Fact]
    public void Byte_order_mark_CRLF_escapes_and_other_layouts_are_read()
    {
        var file = new ComputeLockFile([LockEntries.Entry("MyApp.IGröße.Messen")]);
        var text = file.ToString();

        Assert.All(
            [
                $"\uFEFF{text}",
                text.Replace("\n", "\r\n", StringComparison.Ordinal),
                text.Replace("ö", "\\u00F6", StringComparison.Ordinal),
                text.Replace("  ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal),
            ],
            other => Assert.Equal(text, ComputeLockFile.Parse(other).ToString()));
    }

    [Theory]
    [InlineData("<<<<<<< HEAD")]
    [InlineData("=======")]
    [InlineData(">>>>>>> work/fit")]
    [InlineData("||||||| 9874eb2")]
    public void Merge_conflict_markers_have_their_own_words(string marker)
    {
        var lines = new ComputeLockFile([LockEntries.Entry()]).ToString().Split('\n').ToList();
        lines.Insert(6, marker);

        var error = Assert.Throws<ComputeLockFileException>(() => ComputeLockFile.Parse(string.Join("\r\n", lines)));

        Assert.Equal("The lock file has merge conflict markers at line 7; keep one side's entries, then run 'gcompute function pin'.", error.Message);
        Assert.Equal(7, error.Line);
    }

    [Theory]
    [InlineData("", 1, "is not valid JSON at line 1")]
    [InlineData("{\n  \"version\": 1,\n  \"functions\": [\n", 4, "is not valid JSON at line 4")]
    [InlineData("{\n  \"version\": 1,\n  \"functions\": [],\n}\n", 4, "is not valid JSON at line 4")]
    [InlineData("{\"version\": 1, \"functions\": []}\n{}", 2, "is not valid JSON at line 2")]
    [InlineData("[]", 1, "the file is not an object")]
    [InlineData("{}", 1, "the file lacks 'version'")]
    [InlineData("{\n\"version\": 1}", 1, "the file lacks 'functions'")]
    [InlineData("{\n\"version\": \"1\"}", 2, "'version' is not a version number")]
    [InlineData("{\n\"version\": 0}", 2, "'version' is not a version number")]
    [InlineData("{\n\"version\": 2,\n\"pins\": {}}", 2, "it is of version 2, but this version supports 1; update GlobusCompute.Remote and gcompute.")]
    [InlineData("{\n\"pins\": {},\n\"version\": 2}", 3, "it is of version 2, but this version supports 1; update GlobusCompute.Remote and gcompute.")]
    [InlineData("{\n\"version\": 1,\n\"functions\": {}}", 3, "'functions' is not a list")]
    [InlineData("{\n\"version\": 1,\n\"functions\": [],\n\"functions\": []}", 4, "the file has 'functions' twice")]
    [InlineData("{\n\"version\": 1,\n\"functions\": [],\n\"notes\": []}", 4, "the file has no 'notes' in version 1")]
    [InlineData("{\n\"version\": 1,\n\"functions\": [\n1]}", 4, "an entry is not an object")]
    [InlineData("{\n\"version\": 1,\n\"functions\": [\n{ \"method\": \"A.B\" }]}", 4, "an entry lacks 'environment'")]
    public void What_is_no_lock_file_is_refused_with_its_line(string text, int line, string message)
    {
        var error = Assert.Throws<ComputeLockFileException>(() => ComputeLockFile.Parse(text));

        Assert.Contains(message, error.Message);
        Assert.Equal(line, error.Line);
    }

    [Theory]
    [InlineData("\"MyApp.IAnalysis.Fit\"", "\"\"", 5, "'method' is not the name of a method")]
    [InlineData("\"MyApp.IAnalysis.Fit\"", "\"A B\"", 5, "'method' is not the name of a method")]
    [InlineData("\"MyApp.IAnalysis.Fit\"", "\"A\\ud83d\"", 5, "'method' is not the name of a method")]
    [InlineData("\"MyApp.IAnalysis.Fit\"", "null", 5, "'method' is not the name of a method")]
    [InlineData("globus.org/", "globus.org", 6, "'environment' is not the URL of a service, with a lower-case host and a slash at its end")]
    [InlineData("https://compute", "https://Compute", 6, "'environment' is not the URL of a service, with a lower-case host and a slash at its end")]
    [InlineData("https://compute", "https://me:word@compute", 6, "'environment' is not the URL of a service, with a lower-case host and a slash at its end")]
    [InlineData("https://compute", "ftp://compute", 6, "'environment' is not the URL of a service, with a lower-case host and a slash at its end")]
    [InlineData("6a0c1b2d-0001", "6A0C1B2D-0001", 7, "'function_id' is not a UUID in lower case")]
    [InlineData("6a0c1b2d-0001-4000-8000-0123456789ab", "00000000-0000-0000-0000-000000000000", 7, "'function_id' is not a UUID in lower case and not all zero")]
    [InlineData("sha256:aa", "sha256:AA", 8, "'source_hash' is not 'sha256:' and 64")]
    [InlineData("sha256:aa", "sha256:a", 8, "'source_hash' is not 'sha256:' and 64")]
    [InlineData("null", "7", 9, "'owner' is not a UUID in lower case and not all zero, nor null")]
    [InlineData("null", "\"me\"", 9, "'owner' is not a UUID in lower case")]
    [InlineData("23:40:00Z", "23:40:00+00:00", 10, "'time' is not a time in UTC, as '2026-11-23T23:40:00Z'")]
    [InlineData("2026-11-23", "2026-11-31", 10, "'time' is not a time in UTC")]
    [InlineData("\"time\"", "\"owner\"", 10, "an entry has 'owner' twice")]
    [InlineData("\"time\"", "\"when\"", 10, "an entry has no 'when' in version 1")]
    public void A_malformed_entry_is_refused_with_its_line(string good, string bad, int line, string message)
    {
        var text = new ComputeLockFile([LockEntries.Entry()]).ToString();
        Assert.Contains(good, text);

        var error = Assert.Throws<ComputeLockFileException>(() => ComputeLockFile.Parse(text.Replace(good, bad, StringComparison.Ordinal)));

        Assert.Contains($"is malformed at line {line}: ", error.Message);
        Assert.Contains(message, error.Message);
        Assert.Equal(line, error.Line);
    }

    [Fact]
    public void The_order_of_members_makes_no_difference()
    {
        var text = new ComputeLockFile([LockEntries.Entry()]).ToString();
        var turned = text
            .Replace("  \"version\": 1,\n", "", StringComparison.Ordinal)
            .Replace("\n  ]\n}", "\n  ],\n  \"version\": 1\n}", StringComparison.Ordinal);

        Assert.EndsWith("\"version\": 1\n}\n", turned);
        Assert.Equal(text, ComputeLockFile.Parse(turned).ToString());
    }

    [Fact]
    public void Two_entries_for_one_method_and_environment_are_refused_with_both_lines()
    {
        var text = new ComputeLockFile([LockEntries.Entry("A.B.C"), LockEntries.Entry("A.B.D")]).ToString();

        var error = Assert.Throws<ComputeLockFileException>(() => ComputeLockFile.Parse(text.Replace("A.B.D", "A.B.C", StringComparison.Ordinal)));

        Assert.Equal("The lock file is malformed at line 12: A.B.C is pinned in https://compute.api.globus.org/ twice, first at line 4; keep one of the two entries.", error.Message);
        Assert.Throws<ArgumentException>(() => new ComputeLockFile([LockEntries.Entry(), LockEntries.Entry()]));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused_with_the_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(ComputeLockFile.FileName);
        File.WriteAllBytes(path, [(byte)'{', 0xFF, (byte)'}']);

        var error = Assert.Throws<ComputeLockFileException>(() => ComputeLockFile.Load(path));

        Assert.Equal($"The lock file {path} is not UTF-8.", error.Message);
        Assert.Equal(path, error.Path);
        Assert.Throws<FileNotFoundException>(() => ComputeLockFile.Load(folder.File("none.json")));
    }

    [Fact]
    public void Saving_writes_UTF8_without_a_mark_replaces_the_file_and_leaves_nothing_beside_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(ComputeLockFile.FileName);
        var file = new ComputeLockFile([LockEntries.Entry("MyApp.IGröße.Messen")]);

        ComputeLockFile.Empty.Save(path);
        file.Save(path);

        Assert.Equal(Encoding.UTF8.GetBytes(file.ToString()), File.ReadAllBytes(path));
        Assert.Equal(file.Entries, ComputeLockFile.Load(path).Entries);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Saving_the_same_again_leaves_the_file_untouched()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(ComputeLockFile.FileName);
        var file = new ComputeLockFile([LockEntries.Entry()]);
        file.Save(path);
        var before = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, before);

        ComputeLockFile.Load(path).Save(path);

        Assert.Equal(before, File.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public void A_failed_save_leaves_the_old_file_and_no_draft()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("taken");
        Directory.CreateDirectory(path);

        Assert.ThrowsAny<Exception>(() => ComputeLockFile.Empty.Save(path));

        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.Throws<DirectoryNotFoundException>(() => ComputeLockFile.Empty.Save(folder.File("no/folder/file.json")));
    }

    [Fact]
    public void A_pin_is_found_whatever_form_its_environment_has()
    {
        var file = new ComputeLockFile([LockEntries.Entry(), LockEntries.Entry(environment: "http://127.0.0.1:5000/")]);

        Assert.Equal(file.Entries[1], file.Find("MyApp.IAnalysis.Fit", new Uri("HTTPS://user:word@COMPUTE.api.globus.org:443?x#y")));
        Assert.Null(file.Find("MyApp.IAnalysis.Fit", new Uri("http://127.0.0.1:5001/")));
        Assert.Null(file.Find("MyApp.IAnalysis.fit", new Uri(LockEntries.Production)));
        Assert.Throws<ArgumentException>(() => file.Find("MyApp.IAnalysis.Fit", new Uri("file:///tmp/")));
    }

    [Fact]
    public void Values_that_no_file_can_hold_are_refused_where_they_are_given()
    {
        Assert.Throws<ArgumentException>(() => LockEntries.Entry() with { Method = "A\nB" });
        Assert.Throws<ArgumentException>(() => LockEntries.Entry() with { Environment = new Uri("relative", UriKind.Relative) });
        Assert.Throws<ArgumentException>(() => LockEntries.Entry() with { FunctionId = Guid.Empty });
        Assert.Throws<ArgumentException>(() => LockEntries.Entry() with { SourceHash = "sha1:ab" });
    }
}
