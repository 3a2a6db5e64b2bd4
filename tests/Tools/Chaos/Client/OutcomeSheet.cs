using System.Collections.Concurrent;
using System.Text;

namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>What became of each call, and what should not have been seen; written to a file for the process that knows what was executed.</summary>
internal sealed class OutcomeSheet
{
    private const int MostTexts = 200;

    private readonly byte[] _outcomes;
    private readonly ConcurrentQueue<string> _texts;
    private int _ended;
    private int _faulty;

    public OutcomeSheet(int tasks)
        : this(new byte[tasks], [], [])
    {
    }

    private OutcomeSheet(byte[] outcomes, IEnumerable<(Guid TaskId, long Number)> reloaded, IEnumerable<string> texts)
    {
        _outcomes = outcomes;
        Reloaded = new ConcurrentQueue<(Guid, long)>(reloaded);
        _texts = new ConcurrentQueue<string>(texts);
        _ended = outcomes.Count(static outcome => outcome != 0);
    }

    public int Count => _outcomes.Length;

    /// <summary>Calls that have ended.</summary>
    public int Ended => Volatile.Read(ref _ended);

    /// <summary>The results of reloaded tasks: the number that each has told.</summary>
    public ConcurrentQueue<(Guid TaskId, long Number)> Reloaded { get; }

    /// <summary>What should not have been seen.</summary>
    public IEnumerable<string> Texts => _texts;

    /// <summary>How often something was seen that should not; not all are among the texts.</summary>
    public int Faulty => Math.Max(_faulty, _texts.Count);

    public Outcome this[long number] => (Outcome)_outcomes[number];

    public void End(long number, Outcome outcome)
    {
        _outcomes[number] = (byte)outcome;
        Interlocked.Increment(ref _ended);
    }

    /// <summary>Notes what should not have been seen.</summary>
    public void Note(string text)
    {
        if (Interlocked.Increment(ref _faulty) <= MostTexts)
        {
            _texts.Enqueue(text);
        }
    }

    public void Write(string path)
    {
        using var writer = new BinaryWriter(File.Create(path), Encoding.UTF8);
        writer.Write(_outcomes.Length);
        writer.Write(_outcomes);
        var reloaded = Reloaded.ToArray();
        writer.Write(reloaded.Length);
        foreach (var (id, number) in reloaded)
        {
            writer.Write(id.ToByteArray());
            writer.Write(number);
        }

        var texts = _texts.ToArray();
        writer.Write(texts.Length);
        foreach (var text in texts)
        {
            writer.Write(text);
        }
    }

    public static OutcomeSheet Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
        var outcomes = reader.ReadBytes(reader.ReadInt32());
        var reloaded = new (Guid, long)[reader.ReadInt32()];
        for (var i = 0; i < reloaded.Length; i++)
        {
            reloaded[i] = (new Guid(reader.ReadBytes(16)), reader.ReadInt64());
        }

        var texts = new string[reader.ReadInt32()];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString();
        }

        return new OutcomeSheet(outcomes, reloaded, texts);
    }
}
