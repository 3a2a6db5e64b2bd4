using System.Diagnostics;
using System.Net.Sockets;
using GlobusCompute.Remote.Journal;
using Xunit;

namespace GlobusCompute.Remote.Tests.Journal;

/// <summary>The files of a journal: how many there are, what they may be, and what a full disk does to them.</summary>
public sealed class JournalFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    // Its file goes with it.
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public static TheoryData<string> Names => [".new", ".damaged", ".000001", ".000002", ".000001.new"];

    public static TheoryData<string> Kinds => ["folder", "link", "dangling link", "link to a folder", "link to itself", "link to the lock", "pipe", "socket", "device"];

    private string Path => _folder.File("calls.journal");

    private ComputeJournalOptions Options => new() { TimeProvider = _time, SegmentBytes = 2000, FlushToDisk = false };

    public void Dispose()
    {
        _socket.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(2000)]
    [InlineData(100_000)]
    public void A_long_journal_goes_on_in_further_files(int segmentBytes)
    {
        var options = new ComputeJournalOptions(Options) { SegmentBytes = segmentBytes };
        using (var journal = ComputeJournal.Open(Path, options))
        {
            Send(journal, 0, 100);
        }

        AssertCalls(options, 0, 100);
        var files = Files();
        Assert.Equal(segmentBytes == 100_000, files.Count == 1);
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 25, segmentBytes + 700));
        Assert.All(files, static file => Assert.StartsWith("globus-compute-journal 1\n", File.ReadAllText(file)));
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in files)
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }

        using (var journal = ComputeJournal.Open(Path, options))
        {
            Send(journal, 100, 10);
        }

        AssertCalls(options, 0, 110);
    }

    [Fact]
    public async Task What_is_old_goes_from_all_files_while_calls_are_sent()
    {
        using var journal = ComputeJournal.Open(Path, Options);
        Send(journal, 0, 100);
        _time.Advance(TimeSpan.FromDays(20));
        Send(journal, 100, 100);
        _time.Advance(TimeSpan.FromDays(20));
        var before = Size();

        var sending = Task.Run(() => Send(journal, 200, 100));
        for (var i = 0; i < 10 || !sending.IsCompleted; i++)
        {
            journal.Compact();
        }

        await sending;
        journal.Dispose();
        AssertCalls(Options, 100, 200);
        Assert.True(Size() < before * 3 / 2);
    }

    [Fact]
    public void A_journal_that_is_written_on_for_months_does_not_grow()
    {
        using var journal = ComputeJournal.Open(Path, Options);
        var largest = 0L;
        for (var day = 0; day < 400; day++)
        {
            Send(journal, day * 10, 10);

            // An end that is told while the journal is compacted is noted with the next record, which here would be a day later.
            Assert.NotEmpty(journal.GetEntries());
            _time.Advance(TimeSpan.FromDays(1));
            if (day % 20 == 0)
            {
                journal.Compact();
                largest = Math.Max(day > 60 ? largest : 0, Size());
            }
        }

        // 30 days to 50 of them, 300 bytes a call.
        Assert.InRange(largest, 1, 50 * 10 * 700);
        Assert.InRange(Files().Count, 1, 50 * 10 * 700 / 2000);
        journal.Dispose();
        AssertCalls(Options, 4000 - 300, 300);
    }

    [Fact]
    public void A_file_that_is_gone_or_cut_off_before_the_last_is_damage()
    {
        for (var at = 0; at < 3; at++)
        {
            foreach (var isGone in (bool[])[true, false])
            {
                Array.ForEach(Directory.GetFiles(_folder.Path), File.Delete);
                using (var journal = ComputeJournal.Open(Path, Options))
                {
                    Send(journal, 0, 100);
                }

                var file = Files()[at];
                var text = File.ReadAllBytes(file);
                File.WriteAllBytes(file, text[..^3]);
                if (isGone)
                {
                    File.Delete(file);
                }

                for (var i = 0; i < 2; i++)
                {
                    using var journal = ComputeJournal.Open(Path, Options);
                    Assert.Equal(at == 0 || !isGone, journal.IsDamaged);
                    Assert.InRange(journal.GetEntries().Count, 80, 100);
                    Assert.NotNull(journal.Find("tag 99"));
                }

                Assert.Equal(!isGone, File.Exists(file + ".damaged"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_not_a_regular_file_is_refused_and_left_alone(string kind)
    {
        if (!TryMake(kind, Path, out var victim))
        {
            return;
        }

        for (var i = 0; i < 2; i++)
        {
            var error = Assert.Throws<ComputeJournalException>(() => ComputeJournal.Open(Path, Options));
            Assert.Contains("not a regular file", error.Message);
        }

        Assert.False(FileKind.IsRegular(Path));
        AssertUntouched(victim);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_lock_file_that_is_not_a_regular_file_is_refused_and_left_alone(string kind)
    {
        if (!TryMake(kind, Path + ".lock", out var victim))
        {
            return;
        }

        Assert.Contains("not a regular file", Assert.Throws<ComputeJournalException>(() => ComputeJournal.Open(Path, Options)).Message);
        Assert.False(File.Exists(Path));
        AssertUntouched(victim);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_link_in_the_way_of_a_file_of_the_journal_s_is_not_followed(string ending)
    {
        using (var journal = ComputeJournal.Open(Path, Options))
        {
            Send(journal, 0, 2);
        }

        _time.Advance(TimeSpan.FromDays(40));
        using (var journal = ComputeJournal.Open(Path, Options))
        {
            // Put there while it is open, for a link that is there before is refused.
            if (!TryMake("link", Path + ending, out var victim))
            {
                return;
            }

            Send(journal, 2, 40);
            journal.Compact();
            AssertUntouched(victim);
        }

        var damaged = Files().First(static file => new FileInfo(file).Length > 200);
        var text = File.ReadAllBytes(damaged);
        text[40] ^= 1;
        File.WriteAllBytes(damaged, text);
        _time.Advance(TimeSpan.FromDays(1));
        using (var journal = ComputeJournal.Open(Path, Options))
        {
            Assert.True(journal.IsDamaged);
            Assert.InRange(journal.GetEntries().Count, 39, 40);
        }

        AssertUntouched(_folder.File("victim"));
        Assert.Equal(text, File.ReadAllBytes(damaged + ".damaged"));
        Assert.All(Files(), static file => Assert.True(FileKind.IsRegular(file)));
    }

    [Theory]
    [InlineData(".000001")]
    [InlineData(".000007")]
    [InlineData(".1234567")]
    public void A_further_file_that_is_a_link_is_refused(string ending)
    {
        ComputeJournal.Open(Path, Options).Dispose();
        if (TryMake("link", Path + ending, out var victim))
        {
            Assert.Contains("not a regular file", Assert.Throws<ComputeJournalException>(() => ComputeJournal.Open(Path, Options)).Message);
            AssertUntouched(victim);
        }
    }

    [Theory]
    [InlineData(".0001")]
    [InlineData(".00000x")]
    [InlineData(".000000")]
    [InlineData(".damaged")]
    [InlineData(".000001.damaged")]
    [InlineData("000001")]
    public void Other_files_with_like_names_are_left_alone(string ending)
    {
        File.WriteAllText(Path + ending, "my thesis");
        using (var journal = ComputeJournal.Open(Path, Options))
        {
            Send(journal, 0, 20);
        }

        AssertCalls(Options, 0, 20);
        Assert.Equal("my thesis", File.ReadAllText(Path + ending));
    }

    [Fact]
    public void A_folder_behind_a_link_is_as_good_as_any()
    {
        var folder = Directory.CreateDirectory(_folder.File("real")).FullName;
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateSymbolicLink(_folder.File("linked"), folder);
        using (var journal = ComputeJournal.Open(System.IO.Path.Combine(_folder.File("linked"), "calls.journal"), Options))
        {
            Send(journal, 0, 30);
        }

        using var again = ComputeJournal.Open(System.IO.Path.Combine(folder, "calls.journal"), Options);
        Assert.Equal(30, again.GetEntries().Count);
    }

    [Theory]
    [InlineData("cut off")]
    [InlineData("whole")]
    [InlineData("old")]
    [InlineData("damaged")]
    [InlineData("damaged and cut off")]
    [InlineData("next file begun")]
    public void On_a_disk_that_is_full_at_any_byte_the_journal_opens_and_loses_nothing(string state)
    {
        using (var journal = ComputeJournal.Open(Path, new ComputeJournalOptions(Options) { Retention = TimeSpan.FromDays(1000) }))
        {
            Send(journal, 0, 8);
            _time.Advance(TimeSpan.FromDays(31));
            Send(journal, 8, 2);
        }

        if (state != "old")
        {
            _time.Advance(-TimeSpan.FromDays(31));
        }

        var last = Files()[^1];
        var text = File.ReadAllBytes(last);
        if (state.Contains("damaged", StringComparison.Ordinal))
        {
            text[45] ^= 1;
        }

        File.WriteAllBytes(last, state.Contains("cut off", StringComparison.Ordinal) ? [.. text, .. text.AsSpan(40, 70)] : text);
        if (state == "next file begun")
        {
            File.WriteAllText(JournalSegment.Of(Path, 1 + Files().Count - 1).Path, "globus-comp");
        }

        var there = Directory.GetFiles(_folder.Path).ToDictionary(file => file, File.ReadAllBytes);
        var isEnough = false;
        for (var space = 0; !isEnough; space += 13)
        {
            Array.ForEach(Directory.GetFiles(_folder.Path), File.Delete);
            foreach (var (file, content) in there)
            {
                File.WriteAllBytes(file, content);
            }

            var disk = new SmallDisk(space);
            using (var journal = ComputeJournal.Open(Path, new ComputeJournalOptions(Options) { Write = disk.Write }))
            {
                // What was known is known: calls can be attached.
                Assert.NotNull(journal.Find("tag 9")!.Handle.TaskId);
                try
                {
                    Send(journal, 10, 1);
                    journal.Compact();
                    isEnough = disk.Left > 600;
                }
                catch (ComputeJournalException e)
                {
                    Assert.Contains("No space left", e.Message);
                }

                // There is space again.
                disk.Left = long.MaxValue / 2;
                Send(journal, 11, 1);
                Assert.NotNull(journal.Find("tag 9"));
            }

            using var again = ComputeJournal.Open(Path, Options);
            Assert.Equal(state.Contains("damaged", StringComparison.Ordinal), again.IsDamaged);
            Assert.Equal(state == "old" ? null : "tag 1", again.Find("tag 1")?.Handle.Tag);
            Assert.NotNull(again.Find("tag 9")!.Handle.TaskId);
            Assert.NotNull(again.Find("tag 11")!.Handle.TaskId);
        }
    }

    [Fact]
    public void A_cut_off_end_goes_in_place_without_a_byte_of_space()
    {
        using (var journal = ComputeJournal.Open(Path, Options))
        {
            Send(journal, 0, 2);
        }

        var text = File.ReadAllBytes(Path);
        File.WriteAllBytes(Path, [.. text, .. text.AsSpan(30, 50)]);
        using (ComputeJournal.Open(Path, new ComputeJournalOptions(Options) { Write = new SmallDisk(0).Write }))
        {
        }

        Assert.Equal(text, File.ReadAllBytes(Path));
    }

    [Fact]
    public void A_line_that_is_longer_than_any_record_is_passed_over_in_bounded_memory()
    {
        using (var journal = ComputeJournal.Open(Path, new ComputeJournalOptions(Options) { SegmentBytes = long.MaxValue }))
        {
            Send(journal, 0, 2);
        }

        var text = File.ReadAllBytes(Path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = 0;

        var end = JournalText.Read(new LongLine(text, 1L * 1024 * 1024 * 1024), (_, _) => records++);

        Assert.Equal(2 * 6, records);
        Assert.True(end.IsDamaged);
        Assert.Equal((2L * text.Length) + (1L * 1024 * 1024 * 1024) + 1 - 25, end.Position);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4L * JournalLines.MaxLength);
    }

    private static void Send(ComputeJournal journal, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            var function = new JournalFunction(Guid.NewGuid(), "ITest.F", [$"tag {i}"]);
            var batch = journal.Begin(TestCalls.Endpoint, null, [function]);
            var id = Guid.NewGuid();
            journal.Accepted(batch, Guid.NewGuid(), new Dictionary<Guid, Guid[]?> { [function.Id] = [id] });
            journal.Ended(id);
        }
    }

    private void AssertCalls(ComputeJournalOptions options, int first, int count)
    {
        using var journal = ComputeJournal.Open(Path, options);
        Assert.False(journal.IsDamaged);
        Assert.Equal(Enumerable.Range(first, count).Select(static i => $"tag {i}"), journal.GetEntries().Select(static e => e.Handle.Tag));
        Assert.All(journal.GetEntries(), static e => Assert.Equal(ComputeJournalState.Ended, e.State));
    }

    private List<string> Files() => [.. JournalSegment.Find(Path).Select(static segment => segment.Path)];

    private long Size() => Files().Sum(static file => new FileInfo(file).Length);

    private bool TryMake(string kind, string path, out string victim)
    {
        victim = _folder.File("victim");
        File.WriteAllText(victim, "my thesis");
        if (kind == "folder")
        {
            Directory.CreateDirectory(path);
            return true;
        }

        if (OperatingSystem.IsWindows())
        {
            // Links need a right there that not everybody has, and there is nothing of the others.
            return false;
        }

        switch (kind)
        {
            case "link":
                File.CreateSymbolicLink(path, victim);
                return true;
            case "dangling link":
                File.CreateSymbolicLink(path, _folder.File("nowhere"));
                return true;
            case "link to a folder":
                File.CreateSymbolicLink(path, Directory.CreateDirectory(_folder.File("folder")).FullName);
                return true;
            case "link to itself":
                File.CreateSymbolicLink(path, path);
                return true;
            case "link to the lock":
                File.CreateSymbolicLink(path, Path + ".lock2");
                return true;
            case "pipe":
                return Run("mkfifo", path);
            case "device":
                // Only root may.
                return Run("mknod", path, "c", "1", "3");
            default:
                _socket.Bind(new UnixDomainSocketEndPoint(path));
                return true;
        }
    }

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private void AssertUntouched(string victim)
    {
        Assert.Equal("my thesis", File.ReadAllText(victim));
        Assert.False(File.Exists(_folder.File("nowhere")));
        Assert.False(File.Exists(Path + ".lock2"));
    }

    /// <summary>A disk with so many bytes left.</summary>
    private sealed class SmallDisk(long left)
    {
        public long Left { get; set; } = left;

        public void Write(Stream stream, ReadOnlyMemory<byte> bytes)
        {
            var fits = (int)Math.Min(Left, bytes.Length);
            stream.Write(bytes.Span[..fits]);
            Left -= fits;
            if (fits < bytes.Length)
            {
                throw new IOException("No space left on device");
            }
        }
    }

    /// <summary>A journal, then a very long line, then its records again.</summary>
    private sealed class LongLine(byte[] journal, long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = 0;
            if (_position < journal.Length)
            {
                read = (int)Math.Min(buffer.Length, journal.Length - _position);
                journal.AsSpan((int)_position, read).CopyTo(buffer);
            }
            else if (_position < journal.Length + length)
            {
                read = (int)Math.Min(buffer.Length, journal.Length + length - _position);
                buffer[..read].Fill((byte)'x');
            }
            else if (_position == journal.Length + length)
            {
                read = 1;
                buffer[0] = (byte)'\n';
            }
            else
            {
                var at = (int)(_position - journal.Length - length - 1) + 25;
                read = Math.Min(buffer.Length, journal.Length - at);
                journal.AsSpan(at, read).CopyTo(buffer);
            }

            _position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
