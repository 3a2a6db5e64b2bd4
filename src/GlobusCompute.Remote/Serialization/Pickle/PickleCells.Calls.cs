using System.Text;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <content>
/// Values that a pickle makes by a call of a known type: times without a zone, durations and decimals. Each lies where the opcode of the call does.
/// </content>
internal sealed partial class PickleCells
{
    private const int Known = -3;

    private static readonly PythonReference[] s_known =
    [
        new("datetime", "datetime"), new("datetime", "date"), new("datetime", "time"), new("datetime", "timedelta"), new("decimal", "Decimal"),
    ];

    private static readonly byte[][] s_modules = [.. s_known.Select(static known => known.Module).Distinct().Select(Encoding.ASCII.GetBytes)];

    private readonly List<(int At, int Type, int Arguments)> _calls = [];
    private PickleReader? _maker;

    /// <summary>Gets whether the text at a position is short and names a module that has known types.</summary>
    public bool IsModuleAt(int at)
    {
        var bytes = pickle.Span[at..];
        if (bytes is not [PickleOpcode.ShortText, 7 or 8, ..] || bytes.Length < 2 + bytes[1])
        {
            return false;
        }

        foreach (var module in s_modules)
        {
            if (bytes.Slice(2, bytes[1]).SequenceEqual(module))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds the number of a known type; -1 for others.</summary>
    public static int FindKnown(string module, string name) => Array.FindIndex(s_known, known => known.Module == module && known.Name == name);

    /// <summary>Puts a known type in the memo.</summary>
    public void AddKnown(int type) => Add(Known - type);

    /// <summary>Gets whether the memo has a known type at an index, and its number.</summary>
    public bool IsKnown(long index, out int type)
    {
        type = (ulong)index < (ulong)_count ? Known - _memo[index] : -1;
        return type >= 0;
    }

    /// <summary>Notes a call.</summary>
    /// <param name="at">The position of its opcode.</param>
    /// <param name="type">The number of the type.</param>
    /// <param name="arguments">The position of its arguments.</param>
    /// <returns>The bytes of the table that were allocated for it.</returns>
    public long AddCall(int at, int type, int arguments)
    {
        if (_calls.Count > 0 && _calls[^1].At >= at)
        {
            // Looked through before.
            return 0;
        }

        var capacity = _calls.Capacity;
        _calls.Add((at, type, arguments));
        return _calls.Capacity == capacity ? 0 : 32 + (12L * _calls.Capacity);
    }

    private PythonValue CallAt(int at)
    {
        var (low, high) = (0, _calls.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _calls[middle].At < at ? (middle + 1, high) : (low, middle);
        }

        // What it takes was counted when it was looked through.
        _maker ??= PickleReader.ForCalls(PayloadBudget.For(MaxLength));
        return _maker.Call(s_known[_calls[low].Type], ArgumentsAt(_calls[low].Arguments));
    }

    private List<PythonValue> ArgumentsAt(int at)
    {
        var arguments = new List<PythonValue>();
        at = SkipFrames(at);
        at = pickle.Span[at] == PickleOpcode.Mark ? SkipFrames(at + 1) : at;
        while (pickle.Span[at] is not (PickleOpcode.EmptyTuple or PickleOpcode.Tuple or PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3))
        {
            arguments.Add(ValueAt(at));
            at = SkipFrames(AfterPut(EndOfArgument(at)));
        }

        return arguments;
    }

    private int EndOfArgument(int at)
    {
        var head = pickle.Span[at] switch
        {
            PickleOpcode.ShortBytes => 2,
            PickleOpcode.Bytes => 5,
            0x8E => 9,
            _ => 0,
        };
        return head == 0 ? EndOf(at) : at + head + ContentAt(at).Length;
    }
}
