using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A <c>class</c> whose head is read.</summary>
/// <param name="head">The tokens up to its colon.</param>
/// <param name="decorators">Its decorators, outermost first.</param>
internal sealed class PythonClassDraft(PythonStatement head, IReadOnlyList<PythonStatement> decorators) : PythonDraft, IPythonClassDraft
{
    private readonly PythonClassBody _body = new();

    /// <summary>The class's name.</summary>
    public string Name => head.TextAt(1);

    /// <summary>Takes the name of a function or class that stands directly in the body.</summary>
    public void AddDefinition(string name) => _body.AddDefinition(name);

    public PythonClass Finish(PythonClassContext context)
    {
        var bases = new PythonClassBases(head, context);
        var decorator = PythonDataclass.FindDecorator(decorators, context.Names);
        var kind = decorator is null ? bases.Kind : PythonClassKind.Dataclass;
        if (kind == PythonClassKind.Other)
        {
            return new(Name, head[0].Line, kind, default, Docstring) { HasUnknownBase = bases.HasUnknown, EnumForm = bases.EnumForm, Depth = bases.Depth };
        }

        var hasConstructor = _body.Defines("__init__") || _body.Defines("__new__");
        if (kind == PythonClassKind.Enum)
        {
            var members = new PythonEnumMembers(context.Names, bases.IsFlag, hasNumbers: !bases.IsText && !hasConstructor);
            members.AddAll(_body);
            return new(Name, head[0].Line, kind, default, Docstring)
            {
                Members = members.ToEquatableArray(),
                IsFlag = bases.IsFlag,
                EnumForm = bases.HasUnknown ? PythonEnumForm.Unknown : bases.EnumForm,
                HasOwnConstructor = hasConstructor || bases.HasOwnConstructor,
                HasUnknownBase = bases.HasUnknown,
                Depth = bases.Depth,
            };
        }

        var fields = bases.Fields(kind);
        if (decorator is { } dataclass)
        {
            PythonDataclass.AddFields(fields, _body, dataclass, context.Types, context.Names);
        }
        else if (kind == PythonClassKind.TypedDict || (kind == PythonClassKind.NamedTuple && bases.IsDirect))
        {
            AddFields(fields, kind, bases.IsTotal, context);
        }

        return new(Name, head[0].Line, kind, fields.ToFields(), Docstring)
        {
            HasOwnConstructor = hasConstructor || (decorator is { } given ? !PythonDataclass.Option(given, "init", otherwise: true) : bases.HasOwnConstructor),
            HasUnknownBase = bases.HasUnknown,
            Depth = bases.Depth,
        };
    }

    protected override void ReadStatement(PythonStatement statement) => _body.Add(statement);

    /// <summary>Adds the annotated names of a dictionary or named tuple. What a class adds that inherits from a named tuple is not part of the tuple.</summary>
    private void AddFields(PythonFieldList fields, PythonClassKind kind, bool isTotal, PythonClassContext context)
    {
        var values = kind == PythonClassKind.NamedTuple ? _body.Values() : [];
        foreach (var (name, annotation, line) in _body.Annotations())
        {
            var value = values.TryGetValue(name, out var found) ? found?.Written() ?? name : null;
            fields.Set(new(name, context.Types.ReadField(annotation), value, line)
            {
                IsRequired = kind == PythonClassKind.NamedTuple || IsRequired(annotation, isTotal, context.Names),
            });
        }
    }

    /// <summary>Whether a dictionary must have a key.</summary>
    /// <param name="annotation">The key's annotation.</param>
    /// <param name="isTotal">Whether it must where the annotation does not say.</param>
    /// <param name="names">The names of the text.</param>
    public static bool IsRequired(PythonStatement annotation, bool isTotal, PythonNames names)
    {
        var qualifiers = PythonQualifierReader.Read(annotation, names);
        return (qualifiers & PythonQualifiers.Required) != 0 || (isTotal && (qualifiers & PythonQualifiers.NotRequired) == 0);
    }
}
