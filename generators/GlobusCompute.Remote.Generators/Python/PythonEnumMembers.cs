using System.Globalization;
using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Collects the members of an enum as Python does: what is assigned in its body, without other names for an earlier value.</summary>
/// <param name="names">The names of the text.</param>
/// <param name="isFlag">Whether members can be combined, which decides about <c>auto()</c>.</param>
/// <param name="hasNumbers">Whether a number that is written is the member's value.</param>
internal sealed class PythonEnumMembers(PythonNames names, bool isFlag, bool hasNumbers)
{
    private readonly List<PythonEnumMember> _members = [];
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long?> _numbers = new(StringComparer.Ordinal);
    private long? _last;
    private long? _greatest;
    private bool _hasValues;
    private bool _hasUnknownNumber = !hasNumbers;

    public EquatableArray<PythonEnumMember> ToEquatableArray() => _members.ToEquatableArray();

    /// <summary>Adds what the body of a class assigns.</summary>
    public void AddAll(PythonClassBody body)
    {
        var ignored = new HashSet<string>(StringComparer.Ordinal);
        _hasUnknownNumber |= body.Defines("_generate_next_value_");
        var statement = -1;
        foreach (var assignment in body.Assignments())
        {
            if (assignment.Name == "_ignore_")
            {
                ignored.UnionWith(ReadNames(assignment.Value) ?? []);
            }
            else if (assignment.Name[0] != '_' && !ignored.Contains(assignment.Name) && assignment.Value.Count > 0)
            {
                // All targets of A = B = value are one member, whatever the value is.
                var isSame = statement == assignment.Value[0].Start && !assignment.IsShared;
                statement = assignment.Value[0].Start;
                if (assignment.IsShared)
                {
                    Add(new PythonEnumMember(assignment.Name, "", assignment.Line), null);
                }
                else if (!isSame && ReadValue(assignment.Value) is { Count: > 0 } value)
                {
                    Add(assignment.Name, value, assignment.Line);
                }
            }
        }
    }

    /// <summary>Adds a member with a value, unless it is an earlier one's.</summary>
    public void Add(string name, PythonStatement value, int line)
    {
        var isAuto = value.Find("(", 0, value[0].Depth) is var open && open < value.Count && names.Resolve(value.Slice(0, open).Written()) == "enum.auto";
        var number = !hasNumbers ? null : isAuto ? Next() : new PythonInteger(value, _numbers).Read();
        Add(new(name, value.Written(), line) { Number = number }, isAuto ? null : Key(value));
    }

    /// <summary>Adds a member whose value Python makes up.</summary>
    public void Add(string name, int line) => Add(new(name, "auto()", line) { Number = Next() }, null);

    /// <summary>The words of a text, or the strings of a list.</summary>
    public static IReadOnlyList<string>? ReadNames(PythonStatement value) =>
        PythonDisplay.ReadString(value) is { } words
            ? words.Replace(',', ' ').Split([' ', '\t', '\n', '\f', '\v', '\r'], StringSplitOptions.RemoveEmptyEntries)
            : PythonDisplay.ReadStrings(value);

    private void Add(PythonEnumMember member, string? key)
    {
        key = member.Number is { } number ? number.ToString(CultureInfo.InvariantCulture) : key ?? "=" + member.Name;
        _keys[member.Name] = key;
        _numbers[member.Name] = member.Number;
        _last = member.Number;
        _greatest = !_hasValues || _greatest < member.Number ? member.Number : _greatest;
        _hasValues = true;
        _hasUnknownNumber |= member.Number is null;
        if (_values.Add(key))
        {
            _members.Add(member);
        }
    }

    /// <summary>
    /// The value of <c>auto()</c>: one more than the last, or the next free bit; null where that is not certain. Where the last is not the greatest, versions
    /// of Python differ.
    /// </summary>
    private long? Next()
    {
        if (_hasUnknownNumber || (_hasValues && !isFlag && _last != _greatest) || _greatest is < 0 or >= long.MaxValue / 2)
        {
            return null;
        }

        if (!isFlag || !_hasValues)
        {
            return _hasValues ? _last + 1 : 1;
        }

        long bit = 1;
        while (bit <= _greatest)
        {
            bit <<= 1;
        }

        return bit;
    }

    /// <summary>What <c>member(...)</c> holds, or the value itself; null for what Python makes no member of.</summary>
    private PythonStatement? ReadValue(PythonStatement value)
    {
        if (value.Count == 0 || value.Is(0, "lambda") || (value.Count == 1 && value.IsIdentifier(0) && names.HasFunction(value.TextAt(0))))
        {
            return null;
        }

        var open = value.Find("(", 0, value[0].Depth);
        switch (open == 0 || open == value.Count ? "" : names.Resolve(value.Slice(0, open).Written()))
        {
            case "enum.member":
                return value.Slice(open + 1, PythonDisplay.Close(value, open));
            case "enum.nonmember" or "property" or "enum.property" or "staticmethod" or "classmethod" or "types.DynamicClassAttribute":
                return null;
            default:
                return value;
        }
    }

    /// <summary>A text that is the same for values that are certainly equal, or null where a call may give another value each time.</summary>
    private string? Key(PythonStatement value)
    {
        if (PythonDisplay.ReadString(value) is { } text)
        {
            return "'" + text;
        }

        // Another member's name stands for its value.
        if (value.Count == 1 && _keys.TryGetValue(value.TextAt(0), out var key))
        {
            return key;
        }

        for (var i = 1; i < value.Count; i++)
        {
            if (value.Is(i, "(") && (value.IsIdentifier(i - 1) || value.Is(i - 1, ")") || value.Is(i - 1, "]")))
            {
                return null;
            }
        }

        var items = PythonDisplay.Items(value) ?? [value];
        return "#" + string.Join(",", items.Select(item => string.Join(" ", Enumerable.Range(0, item.Count).Select(item.TextAt))));
    }
}
