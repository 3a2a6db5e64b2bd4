using System.Globalization;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>A numpy dtype: the kind and size of an array's elements. Its byte order and fields arrive after it.</summary>
internal sealed class PythonDataType : PythonValue
{
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

    /// <summary>By the text that numpy pickles: a letter and a size. Null when it is none.</summary>
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
        return new(kind, kind == 'U' ? 4 * size : kind == 'O' ? 8 : size)
        {
            IsBigEndian = bigEndian,
            WhyUnreadable = isKnown ? null : $"elements of the numpy type '{code}' have no counterpart in .NET",
        };
    }

    /// <summary>The state that numpy pickles beside the text: version, byte order, subarray, names, fields, size, alignment, flags and metadata.</summary>
    /// <exception cref="PayloadException">It is none.</exception>
    public void SetState(PythonValue state)
    {
        if (IsFrozen)
        {
            throw new PayloadException("The state of a numpy dtype arrives after the dtype was used.");
        }

        if (state is not PythonSequence { Kind: PythonKind.Tuple, Raw: { Count: >= 6 } parts })
        {
            throw new PayloadException("The state of a numpy dtype is no tuple of six or more parts.");
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
            SetFields(parts[3], fields);
        }

        if (parts.Count > 8 && KindCode is ('M' or 'm'))
        {
            SetUnit(parts[8]);
        }
    }

    internal override void WriteRepr(PythonRepr repr) => repr.Add($"dtype('{Code}')");

    private void SetFields(PythonValue names, PythonMapping fields)
    {
        if (names is not PythonSequence { Kind: PythonKind.Tuple } order || order.Raw.Count > 10_000)
        {
            throw new PayloadException("A numpy structure has fields without names.");
        }

        // The dictionary holds a field under its name, and under its title if there is one.
        var known = new Dictionary<string, PythonSequence>();
        foreach (var (key, value) in fields.Raw)
        {
            if (key is PythonString name && value is PythonSequence { Kind: PythonKind.Tuple, Raw.Count: >= 2 } field)
            {
                known[name.Value] = field;
            }
        }

        var list = new List<(PythonValue, PythonDataType, int)>();
        foreach (var name in order.Raw)
        {
            if (name is not PythonString text || !known.TryGetValue(text.Value, out var field)
                || field.Raw[0] is not PythonDataType type || field.Raw[1] is not PythonInteger { IsSmall: true } offset
                || offset.Small < 0 || offset.Small + type.ItemSize > ItemSize || type.Fields is not null || ReferenceEquals(type, this))
            {
                throw new PayloadException("A numpy structure has a field that lies outside of it or is itself a structure.");
            }

            type.IsFrozen = true;
            WhyUnreadable ??= type.WhyUnreadable;
            list.Add((text, type, (int)offset.Small));
        }

        Fields = list;
    }

    private void SetUnit(PythonValue metadata)
    {
        // (metadata, (unit, multiple, divisor, events)); the divisor is 1 after numpy has made the unit.
        if (metadata is PythonSequence { Raw: [_, PythonSequence { Raw: { Count: >= 2 } unit }] }
            && unit[0] is (PythonBytes or PythonString) && unit[1] is PythonInteger { IsSmall: true, Small: > 0 } multiple)
        {
            var name = unit[0] is PythonBytes bytes ? System.Text.Encoding.ASCII.GetString(bytes.Value.Span) : ((PythonString)unit[0]).Value;
            Unit = (name.Length <= 8 ? name : "?", multiple.Small);
        }
    }
}
