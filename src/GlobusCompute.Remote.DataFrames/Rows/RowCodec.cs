using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using GlobusCompute.Remote.DataFrames.Columns;
using GlobusCompute.Remote.DataFrames.Values;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.DataFrames.Rows;

/// <summary>Makes rows of a frame, and a frame of rows; for types that are single values, a series.</summary>
internal sealed class RowCodec<[DynamicallyAccessedMembers(PandasRows.Members)] TRow>
{
    private readonly IElement? _single = Elements.Find(typeof(TRow));
    private readonly ConstructorInfo? _constructor;
    private readonly IReadOnlyList<RowMember> _members = [];
    private readonly object[] _getters = [];
    private readonly RowFactories<TRow>? _factories;

    public RowCodec(ComputeNaming naming)
    {
        Naming = naming;
        if (_single is not null)
        {
            return;
        }

        _constructor = RowMembers.Constructor(typeof(TRow));
        _members = RowMembers.Of(typeof(TRow), _constructor);
        _getters = [.. _members.Select(m => m.Member is { } member ? m.Element.CreateGetter<TRow>(member) : "")];
        _factories = new RowFactories<TRow>(_constructor, _members);
    }

    public ComputeNaming Naming { get; }

    // A row in the array: the row itself, or the reference to an object, its header and its members.
    private long RowSize => typeof(TRow).IsValueType ? Unsafe.SizeOf<TRow>() : 24 + ((_members.Sum(m => m.Element.Size) + 7L) & ~7L);

    /// <param name="frame">The frame.</param>
    /// <param name="index">What happens to its index.</param>
    /// <param name="charge">Takes the number of bytes that are about to be allocated, and throws when they are too many.</param>
    public TRow[] Read(Frame frame, PandasIndex index, Action<long> charge)
    {
        if (_single is not null)
        {
            var series = FrameLayout.Series(frame, index, $"a list of {typeof(TRow).Name}");
            charge(FrameCost.Of(series, _single));
            return (TRow[])_single.ReadArray(series);
        }

        charge(FrameCost.OfRange(frame, index));
        var columns = FrameLayout.Columns(frame, index);
        var matched = RowMembers.IsTuple(typeof(TRow)) ? ByPosition(columns) : [.. _members.Select(m => Match(m, columns))];
        if (frame.Rows > 0 && Array.TrueForAll(matched, static c => c is null))
        {
            throw new FormatException($"the frame has no column for any member of {typeof(TRow).Name} that can be set; it has {Names(columns)}.");
        }

        var cost = RowSize * frame.Rows;
        for (var i = 0; i < matched.Length; i++)
        {
            cost += matched[i] is { } column ? FrameCost.Of(column, _members[i].Element) : 0;
        }

        charge(cost);
        var values = new Array?[matched.Length];
        for (var i = 0; i < matched.Length; i++)
        {
            values[i] = matched[i] is { } column ? _members[i].Element.ReadArray(column) : null;
        }

        return _factories!.Make(values, frame.Rows);
    }

    public Frame Write(IReadOnlyList<TRow> rows, IReadOnlyList<string> index)
    {
        if (_single is not null)
        {
            return new Frame(rows.Count, [_single.WriteList(null, rows)], FrameIndex.Default, IsSeries: true);
        }

        if (RowMembers.IsTuple(typeof(TRow)))
        {
            throw new NotSupportedException("the values of a tuple have no names for columns when a program runs. Declare rows as a record.");
        }

        var columns = new List<Column>(_members.Count);
        var names = new HashSet<string>();
        for (var i = 0; i < _members.Count; i++)
        {
            if (_members[i].Member is not null)
            {
                var name = _members[i].ColumnName(Naming);
                columns.Add(names.Add(name)
                    ? _members[i].Element.WriteFrom(name, rows, _getters[i])
                    : throw new NotSupportedException($"two members of {typeof(TRow).Name} stand for the column '{name}'. Name one by [PythonName]."));
            }
        }

        return FrameLayout.Frame(rows.Count, columns, index);
    }

    private Column?[] ByPosition(IReadOnlyList<Column> columns) => columns.Count == _members.Count
        ? [.. columns]
        : throw new FormatException($"the frame has {columns.Count} columns ({Names(columns)}), and the tuple {_members.Count} values.");

    // The name in C# first, where no attribute gives another.
    private Column? Match(RowMember member, IReadOnlyList<Column> columns)
    {
        if (!member.CanSet)
        {
            return null;
        }

        var found = (member.Given is null ? Find(columns, member.Name) : null) ?? Find(columns, member.ColumnName(Naming));
        return found is not null || !member.IsRequired
            ? found
            : throw new FormatException(
                $"the frame has no column '{member.ColumnName(Naming)}' for {typeof(TRow).Name}.{member.Name}; it has {Names(columns)}.");
    }

    private static Column? Find(IReadOnlyList<Column> columns, string name)
    {
        foreach (var column in columns)
        {
            if ((column.Label ?? "") == name)
            {
                return column;
            }
        }

        return null;
    }

    private static string Names(IReadOnlyList<Column> columns) => columns.Count == 0
        ? "no columns"
        : string.Join(", ", columns.Take(20).Select(c => $"'{(c.Label is { Length: > 40 } l ? l[..40] + "…" : c.Label)}'")) + (columns.Count > 20 ? ", …" : "");
}
