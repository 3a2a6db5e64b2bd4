using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>
/// The keys that the objects of one pickle have for a type: their members, and their names as JSON, found once for each key. The next key is looked for first
/// where the last object had it.
/// </summary>
internal sealed class RowKeys(RowNode node)
{
    // Python's keys for a class are few. What has more is no row.
    private const int MaxKeys = 1024;

    private readonly List<Key> _order = [];
    private readonly Dictionary<string, Key> _byName = [];
    private readonly Dictionary<int, Key> _byPosition = [];

    /// <summary>Finds the key that a text stands for; null when there are too many keys, or when comparing them takes too long.</summary>
    /// <param name="place">The number of entries before it.</param>
    /// <param name="cells">The pickle.</param>
    /// <param name="at">The position of the text, which is the same wherever the pickle refers to it again.</param>
    /// <param name="budget">What comparing keys may cost.</param>
    public Key? Find(int place, PickleCells cells, int at, PayloadBudget budget)
    {
        if (place < _order.Count && _order[place].At == at)
        {
            return _order[place];
        }

        if (_byPosition.TryGetValue(at, out var key))
        {
            return Keep(place, at, key);
        }

        var utf8 = cells.Utf8At(at);
        if (!budget.TryWork(1 + (utf8.Length / 8)))
        {
            return null;
        }

        if (place < _order.Count && utf8.SequenceEqual(_order[place].Utf8))
        {
            return Keep(place, at, _order[place]);
        }

        if (!budget.TryCharge(32 + (2L * utf8.Length)))
        {
            return null;
        }

        var name = JsonStringText.ToText(utf8);
        if (!_byName.TryGetValue(name, out key))
        {
            if (_byName.Count == MaxKeys)
            {
                return null;
            }

            var form = node.FormOf(name, out var member);
            _byName[name] = key = new Key(form, member, utf8.ToArray(), form == MemberForm.None ? [] : Written(name), node.RequiredBit(name));
        }

        return Keep(place, at, key);
    }

    private Key Keep(int place, int at, Key key)
    {
        key.At = at;
        if (_byPosition.Count < MaxKeys)
        {
            _byPosition[at] = key;
        }

        if (place < _order.Count)
        {
            _order[place] = key;
        }
        else if (place == _order.Count && place < MaxKeys)
        {
            _order.Add(key);
        }

        return key;
    }

    private static byte[] Written(string name)
    {
        var buffer = new JsonBuffer();
        buffer.Text(name);
        buffer.Raw(':');
        var text = buffer.Written.ToArray();
        buffer.Clear();
        return text;
    }

    /// <summary>A key of objects.</summary>
    internal sealed class Key(MemberForm form, RowNode? member, byte[] utf8, byte[] text, ulong required)
    {
        public MemberForm Form => form;

        public RowNode? Member => member;

        public byte[] Utf8 => utf8;

        /// <summary>Gets the bit of a member that an object must have; 0 for others.</summary>
        public ulong Required => required;

        /// <summary>Gets the name as JSON, with a colon.</summary>
        public byte[] Text => text;

        /// <summary>Gets the position of the key's text where it was seen last.</summary>
        public int At { get; set; } = -1;
    }
}
