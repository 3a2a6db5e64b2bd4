using System.Globalization;
using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>
/// A class that a call makes: <c>Color = Enum("Color", "RED GREEN")</c>, <c>namedtuple(...)</c>, <c>NamedTuple(...)</c>, <c>TypedDict(...)</c>.
/// </summary>
internal sealed class PythonFunctionalClass : IPythonClassDraft
{
    private const int MaximumRepetitions = 512;
    private readonly PythonStatement _call;
    private readonly int _open;
    private readonly List<Entry> _entries = [];
    private PythonClassKind _kind;
    private string _factory = "";
    private bool _isTotal = true;

    private PythonFunctionalClass(string name, PythonStatement call, int open)
    {
        Name = name;
        _call = call;
        _open = open;
    }

    public string Name { get; }

    /// <summary>Takes a call whose first argument is a string, or gives null for everything else. What is called is seen when all names are known.</summary>
    /// <param name="name">The name that it is assigned to.</param>
    /// <param name="call">Its tokens.</param>
    public static PythonFunctionalClass? Read(string name, PythonStatement call)
    {
        var open = 0;
        while (call.IsIdentifier(open) || call.Is(open, "."))
        {
            open++;
        }

        return open > 0 && call.Is(open, "(") && call.Is(open + 1, PythonTokenKind.String) && PythonDisplay.Close(call, open) == call.Count - 1
            ? new(name, call.Detach(), open)
            : null;
    }

    /// <summary>Whether it is one of the classes that are known, with fields or members that the text says.</summary>
    public bool Settle(PythonNames names)
    {
        _factory = names.Resolve(_call.Slice(0, _open).Written()) ?? "";
        _kind = _factory == "collections.namedtuple" ? PythonClassKind.NamedTuple : PythonTypeNames.KindOfBase(_factory);
        if (_kind == PythonClassKind.Other)
        {
            return false;
        }

        var arguments = PythonDisplay.Arguments(_call, _open).ToArray();
        _isTotal = !arguments.Any(argument => argument.Name == "total" && argument.Value.Is(0, "False"));
        var content = arguments.Skip(1).FirstOrDefault(argument => argument.Name is null or "field_names" or "fields" or "names");
        return _kind switch
        {
            PythonClassKind.TypedDict => AddPairs(content.Value),
            PythonClassKind.Enum => AddNames(content.Value) || AddPairs(content.Value) || AddTuples(content.Value),
            _ when _factory == "collections.namedtuple" => AddNames(content.Value) && AddDefaults(arguments),
            _ => AddTuples(content.Value),
        };
    }

    public PythonClass Finish(PythonClassContext context)
    {
        var line = _call[0].Line;
        if (_kind == PythonClassKind.Enum)
        {
            var isFlag = PythonTypeNames.IsFlag(_factory);
            var arguments = PythonDisplay.Arguments(_call, _open).Select(argument => argument.Name).ToArray();
            var hasNumbers = _factory != "enum.StrEnum" && !arguments.Any(name => name is "type" or "start");
            var members = new PythonEnumMembers(context.Names, isFlag, hasNumbers);
            foreach (var entry in _entries)
            {
                if (entry.Value.Count == 0)
                {
                    members.Add(entry.Name, entry.Line);
                }
                else
                {
                    members.Add(entry.Name, entry.Value, entry.Line);
                }
            }

            return new(Name, line, _kind, default, null)
            {
                Members = members.ToEquatableArray(),
                IsFlag = isFlag,
                EnumForm = arguments.Contains("type") ? PythonEnumForm.Unknown : PythonTypeNames.EnumFormOf(_factory),
            };
        }

        var fields = new PythonFieldList();
        foreach (var entry in _entries)
        {
            fields.Set(new(entry.Name, context.Types.ReadField(entry.Value), entry.Default, entry.Line)
            {
                IsRequired = _kind != PythonClassKind.TypedDict || PythonClassDraft.IsRequired(entry.Value, _isTotal, context.Names),
            });
        }

        return new(Name, line, _kind, fields.ToFields(), null);
    }

    private bool AddNames(PythonStatement value)
    {
        if (value.Count == 0 || PythonEnumMembers.ReadNames(value) is not { } names)
        {
            return false;
        }

        _entries.AddRange(names.Select(name => new Entry(name, default, null, value[0].Line)));
        return true;
    }

    private bool AddPairs(PythonStatement value) =>
        value.Count > 0 && PythonDisplay.Pairs(value) is { } pairs && pairs.All(pair => Add(pair.Key, pair.Value));

    private bool AddTuples(PythonStatement value) =>
        value.Count > 0
        && PythonDisplay.Items(value) is { } items
        && items.All(item => PythonDisplay.Items(item) is [var key, var content] && Add(key, content));

    private bool Add(PythonStatement key, PythonStatement value)
    {
        if (PythonDisplay.ReadString(key) is not { Length: > 0 } name || value.Count == 0)
        {
            return false;
        }

        _entries.Add(new(name, value, null, key[0].Line));
        return true;
    }

    /// <summary>Gives the last fields of a <c>namedtuple</c> their defaults. False where its arguments are not all understood.</summary>
    private bool AddDefaults(PythonArgument[] arguments)
    {
        if (arguments.Any(argument => argument.Name == "rename"))
        {
            return false;
        }

        var given = arguments.FirstOrDefault(argument => argument.Name == "defaults");
        var defaults = given.Name is null || given.Value.Is(0, "None") ? [] : Repeated(given.Value);
        if (defaults is null || defaults.Count > _entries.Count)
        {
            return false;
        }

        for (var i = 0; i < defaults.Count; i++)
        {
            var place = _entries.Count - defaults.Count + i;
            _entries[place] = _entries[place] with { Default = defaults[i].Written() };
        }

        return true;
    }

    /// <summary>The items of a list or tuple, and of <c>(None,) * 4</c>.</summary>
    private static IReadOnlyList<PythonStatement>? Repeated(PythonStatement value)
    {
        if (!value.Is(value.Count - 2, "*") || value.Find("*", 0, value[0].Depth) != value.Count - 2)
        {
            return PythonDisplay.Items(value);
        }

        return PythonDisplay.Items(value.Slice(0, value.Count - 2)) is [var item]
            && int.TryParse(value.TextAt(value.Count - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count < MaximumRepetitions
            ? [.. Enumerable.Repeat(item, count)]
            : null;
    }

    /// <param name="Name">The field or member.</param>
    /// <param name="Value">The annotation or the value; no tokens where there is none.</param>
    /// <param name="Default">The text of the default, or null.</param>
    /// <param name="Line">The line.</param>
    private readonly record struct Entry(string Name, PythonStatement Value, string? Default, int Line);
}
