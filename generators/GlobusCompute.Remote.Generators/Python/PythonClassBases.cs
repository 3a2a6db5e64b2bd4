namespace GlobusCompute.Remote.Generators.Python;

/// <summary>What a class has from the bases in its head.</summary>
internal sealed class PythonClassBases
{
    private readonly List<PythonClass> _known = [];

    /// <param name="head">The tokens of the class's head.</param>
    /// <param name="context">What is known of the text and of the classes before this one.</param>
    public PythonClassBases(PythonStatement head, PythonClassContext context)
    {
        foreach (var argument in PythonDisplay.Arguments(head, head.Find("(", 1, 0)))
        {
            if (argument.Name is not null)
            {
                IsTotal &= !(argument.Name == "total" && argument.Value.Is(0, "False"));
                continue;
            }

            var end = 0;
            while (argument.Value.Is(end, PythonTokenKind.Name) || argument.Value.Is(end, "."))
            {
                end++;
            }

            var name = context.Names.Resolve(argument.Value.Slice(0, end).Written()) ?? "";
            if (name.StartsWith("#", StringComparison.Ordinal) && context.Find(name.Substring(1)) is { } known)
            {
                Add(known);
            }
            else if (argument.Value.Is(end, "(") && PythonFunctionalClass.Read("", argument.Value) is { } made && made.Settle(context.Names))
            {
                Add(made.Finish(context));
            }
            else
            {
                var kind = PythonTypeNames.KindOfBase(name);
                Kind = Kind == PythonClassKind.Other || kind == PythonClassKind.Enum ? kind : Kind;
                IsDirect |= kind != PythonClassKind.Other;
                IsFlag |= PythonTypeNames.IsFlag(name);
                IsText |= name is "str" or "enum.StrEnum";
                AddForm(PythonTypeNames.EnumFormOf(name));
                HasUnknown |= kind == PythonClassKind.Other && !PythonTypeNames.IsBaseWithoutFields(name);
            }
        }
    }

    /// <summary>What the first base of a known kind is made for. An enum is one whatever its values are made of.</summary>
    public PythonClassKind Kind { get; private set; }

    /// <summary>Whether a base gives the class its kind itself, as <c>NamedTuple</c> does, and not through a class of the text.</summary>
    public bool IsDirect { get; }

    /// <summary>Whether members of the enum can be combined.</summary>
    public bool IsFlag { get; private set; }

    /// <summary>Whether members of the enum are strings.</summary>
    public bool IsText { get; }

    /// <summary>What JSON makes of the enum's members.</summary>
    public PythonEnumForm EnumForm { get; private set; }

    /// <summary>Whether there is a base that is not known here.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>How many classes of the text the class inherits from, one through the other.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether the constructor of a base is its own.</summary>
    public bool HasOwnConstructor { get; private set; }

    /// <summary>False where <c>total=False</c> stands in the head.</summary>
    public bool IsTotal { get; } = true;

    /// <summary>The fields of the bases of a kind, in Python's order: that of the bases for dictionaries, for dataclasses from the last to the first.</summary>
    public PythonFieldList Fields(PythonClassKind kind)
    {
        var fields = new PythonFieldList();
        var bases = _known.Where(known => known.Kind == kind);
        foreach (var field in (kind == PythonClassKind.Dataclass ? bases.Reverse() : bases).SelectMany(known => known.Fields))
        {
            fields.Set(field);
        }

        return fields;
    }

    private void Add(PythonClass known)
    {
        _known.Add(known);
        Kind = Kind == PythonClassKind.Other || known.Kind == PythonClassKind.Enum ? known.Kind : Kind;
        IsFlag |= known.IsFlag;
        AddForm(known.Kind is PythonClassKind.Enum or PythonClassKind.Other && !known.HasUnknownBase ? known.EnumForm : PythonEnumForm.Unknown);
        HasUnknown |= known.HasUnknownBase;
        Depth = Math.Max(Depth, known.Depth + 1);
        HasOwnConstructor |= known.HasOwnConstructor;
    }

    private void AddForm(PythonEnumForm form) => EnumForm = EnumForm == PythonEnumForm.None ? form : EnumForm;
}
