using System.Globalization;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>A numpy dtype: the kind and size of an array's elements. Its byte order and fields arrive after it.</summary>
internal sealed class PythonDataType : PythonValue
{
    private const int MaxFields = 10_000;
    private const int MaxDepth = 16;

    private bool _isStateSet;
    private int _depth;

    private PythonDataType(char kindCode, int itemSize)
    {
        KindCode = kindCode;
        ItemSize = itemSize;
    }

    public override PythonKind Kind => PythonKind.DataType;

    public override string TypeName => "numpy.dtype";

    /// <summary>numpy's letter: b bool, i and u integers, f float, c complex, U text, S bytes, V fields or raw bytes, M and m times, O objects.</summary>
    public char KindCode { get; }

    public int ItemSize { get; private set; }

    public bool IsBigEndian { get; private set; }

    /// <summary>Whether elements hold a type that is read here; a reason why not otherwise.</summary>
    public string? WhyUnreadable { get; private set; }

    /// <summary>Whether an array relies on the type, so that it changes no more.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>The unit of times, such as <c>us</c>, and how many of it make one; null for others.</summary>
    public (string Unit, long Multiple)? Unit { get; private set; }

    /// <summary>About how many bytes the value of one element takes.</summary>
    public long ElementBytes { get; private set; } = 48;

    /// <summary>Names, types and places of a structure's fields; null for others.</summary>
    public IReadOnlyList<(PythonValue Name, PythonDataType Type, int Offset)>? Fields { get; private set; }

    /// <summary>numpy's short form, such as <c>&lt;f8</c>.</summary>
    public string Code
    {
        get
        {
            if (Fields is { } fields)
            {
                var some = fields.Take(16).Select(f => $"({PythonRepr.Of(f.Name)}, '{f.Type.ShortCode}')");
                return $"[{string.Join(", ", some)}{(fields.Count > 16 ? ", …" : "")}]";
            }

            return ShortCode;
        }
    }

    private string ShortCode
    {
        get
        {
            var order = KindCode is 'S' or 'V' or 'b' or 'O' || ItemSize == 1 ? '|' : IsBigEndian ? '>' : '<';
            var unit = Unit is { } u ? $"[{(u.Multiple == 1 ? "" : u.Multiple.ToString(CultureInfo.InvariantCulture))}{u.Unit}]" : "";
            return KindCode == 'O'
                ? "|O"
                : string.Create(CultureInfo.InvariantCulture, $"{order}{KindCode}{(KindCode == 'U' ? ItemSize / 4 : ItemSize)}{unit}");
        }
    }

    /// <summary>The type of a record array's elements, whose size and fields arrive as its state.</summary>
    public static PythonDataType Record() => new('V', 0);

    /// <summary>By the text that numpy pickles: a letter and a size. Null when it is not a known type.</summary>
    public static PythonDataType? Parse(string code)
    {
        var text = code.AsSpan();
        var bigEndian = text is ['>', ..];
        if (text is ['<' or '>' or '|' or '=', ..])
        {
            text = text[1..];
        }

        if (text is "?" or "bool")
        {
            return new('b', 1);
        }

        if (text.IsEmpty || !"biufcUSVOMm".Contains(text[0], StringComparison.Ordinal))
        {
            return null;
        }

        var size = 0;
        if (text.Length > 1 && (text.Length > 10 || !int.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out size)))
        {
            return null;
        }

        var kind = text[0];
        if (kind == 'U' && size > int.MaxValue / 4)
        {
            return null;
        }

        var isKnown = (kind, size) switch
        {
            ('b', 1) or ('i' or 'u', 1 or 2 or 4 or 8) or ('f', 2 or 4 or 8) or ('c', 8 or 16) or ('M' or 'm', 8) or ('U' or 'S' or 'V' or 'O', _) => true,
            _ => false,
        };
        var type = new PythonDataType(kind, kind == 'U' ? 4 * size : kind == 'O' ? 8 : size)
        {
            IsBigEndian = bigEndian,
            WhyUnreadable = isKnown ? null : $"elements of the numpy type '{code}' have no counterpart in .NET",
        };
        type.CountBytes();
        return type;
    }

    /// <summary>The state that numpy pickles beside the text: version, byte order, subarray, names, fields, size, alignment, flags and metadata.</summary>
    /// <param name="state">The state.</param>
    /// <param name="budget">What reading may cost.</param>
    /// <exception cref="PayloadException">It is not one.</exception>
    public void SetState(PythonValue state, PayloadBudget budget)
    {
        if (IsFrozen || _isStateSet)
        {
            throw new PayloadException("The state of a numpy dtype arrives after the dtype was used, or a second time.");
        }

        _isStateSet = true;

        if (state is not PythonSequence { Kind: PythonKind.Tuple, Raw: { Count: >= 6 } parts })
        {
            throw new PayloadException("The state of a numpy dtype is not a tuple of six or more parts.");
        }

        IsBigEndian = parts[1] is PythonString { Value: ">" };
        if (parts[2] is not PythonConstant)
        {
            WhyUnreadable = "elements that are arrays themselves (a dtype with a subarray) are not read";
        }

        if (KindCode is ('U' or 'S' or 'V') && parts[5] is PythonInteger { IsSmall: true, Small: >= 0 and <= int.MaxValue } size)
        {
            ItemSize = (int)size.Small;
        }

        if (parts[4] is PythonMapping fields)
        {
            SetFields(parts[3], fields, budget);
        }

        if (parts.Count > 8 && KindCode is ('M' or 'm'))
        {
            SetUnit(parts[8]);
        }

        if (KindCode == 'U' && ItemSize % 4 != 0)
        {
            WhyUnreadable = "a text's size is not a number of characters of four bytes";
        }

        CountBytes();
    }

    internal override void WriteRepr(PythonRepr repr) => repr.Add($"dtype('{Code}')");

    private void SetFields(PythonValue names, PythonMapping fields, PayloadBudget budget)
    {
        if (names is not PythonSequence { Kind: PythonKind.Tuple } order)
        {
            throw new PayloadException("A numpy structure has fields without names.");
        }

        budget.Work(fields.Raw.Count + order.Raw.Count);
        budget.Charge((48L * fields.Raw.Count) + (48L * order.Raw.Count));

        // The dictionary holds a field under its name, and under its title if there is one.
        var known = new Dictionary<string, PythonSequence>();
        foreach (var (key, value) in fields.Raw)
        {
            if (key is PythonString name && value is PythonSequence { Kind: PythonKind.Tuple, Raw.Count: >= 2 } field)
            {
                known[name.Value] = field;
            }
        }

        var list = new List<(PythonValue, PythonDataType, int)>(order.Raw.Count);
        var bytes = 0L;
        foreach (var name in order.Raw)
        {
            if (name is not PythonString text || !known.TryGetValue(text.Value, out var field)
                || field.Raw[0] is not PythonValue { Kind: PythonKind.DataType or PythonKind.Object } part
                || field.Raw[1] is not PythonInteger { IsSmall: true } offset
                || offset.Small < 0 || offset.Small + ((part as PythonDataType)?.ItemSize ?? 0) > ItemSize || ReferenceEquals(part, this))
            {
                throw new PayloadException("A numpy structure has a field that lies outside of it.");
            }

            if (part is not PythonDataType type)
            {
                WhyUnreadable = $"a field of a numpy structure is of a type that is not known here ({part.TypeName})";
                return;
            }

            type.IsFrozen = true;
            _depth = Math.Max(_depth, type._depth + 1);
            bytes += Math.Max(type.ItemSize, 1);
            list.Add((text, type, (int)offset.Small));
        }

        // Fields that lie over each other would make much of few bytes, and which of them is meant nobody knows.
        WhyUnreadable = list.Count > MaxFields || _depth > MaxDepth ? "a numpy structure has too many fields, or too many levels"
            : bytes > ItemSize + 64L ? "the fields of a numpy structure lie over each other"
            : WhyUnreadable;
        Fields = list;
    }

    private void CountBytes() => ElementBytes = WhyUnreadable is not null ? 200 : KindCode switch
    {
        'U' => 80 + (ItemSize / 2),
        'O' => 0,
        'V' when Fields is { } fields => 104 + fields.Sum(field => 16 + field.Type.ElementBytes),
        _ => 56,
    };

    private void SetUnit(PythonValue metadata)
    {
        // (metadata, (unit, multiple, divisor, events)); the divisor is 1 after numpy has made the unit.
        if (metadata is PythonSequence { Raw: [_, PythonSequence { Raw: { Count: >= 2 } unit }] }
            && unit[0] is (PythonBytes or PythonString) && unit[1] is PythonInteger { IsSmall: true, Small: > 0 } multiple)
        {
            var name = unit[0] is PythonBytes { Value: { Length: <= 8 } bytes } ? System.Text.Encoding.ASCII.GetString(bytes.Span)
                : unit[0] is PythonString { Value: { Length: <= 8 } text } ? text
                : "?";
            Unit = (name, multiple.Small);
        }
    }
}
