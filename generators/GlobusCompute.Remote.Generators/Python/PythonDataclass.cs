namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Reads what <c>@dataclass</c> makes of a class.</summary>
internal static class PythonDataclass
{
    /// <summary>The decorator among others, or null.</summary>
    public static PythonStatement? FindDecorator(IReadOnlyList<PythonStatement> decorators, PythonNames names)
    {
        foreach (var decorator in decorators)
        {
            if (names.Resolve(decorator.Slice(0, decorator.Find("(", 0, 0)).Written()) is "dataclasses.dataclass" or "pydantic.dataclasses.dataclass")
            {
                return decorator;
            }
        }

        return null;
    }

    /// <summary>What an argument of the decorator says.</summary>
    public static bool Option(PythonStatement decorator, string name, bool otherwise) =>
        Flag(PythonDisplay.Arguments(decorator, decorator.Find("(", 0, 0)), name) ?? otherwise;

    /// <summary>Adds the fields of the class itself to those of its bases.</summary>
    public static void AddFields(PythonFieldList fields, PythonClassBody body, PythonStatement decorator, PythonTypeReader types, PythonNames names)
    {
        var isKeywordOnly = Option(decorator, "kw_only", otherwise: false);
        var values = body.Values();
        foreach (var (name, annotation, line) in body.Annotations())
        {
            var qualifiers = PythonQualifierReader.Read(annotation, names);
            if ((qualifiers & PythonQualifiers.KeywordOnlyMark) != 0)
            {
                isKeywordOnly = true;
            }
            else if ((qualifiers & PythonQualifiers.ClassVariable) != 0)
            {
                fields.Remove(name);
            }
            else
            {
                var field = new PythonField(name, types.ReadField(annotation), null, line)
                {
                    IsKeywordOnly = isKeywordOnly,
                    IsInitOnly = (qualifiers & PythonQualifiers.InitOnly) != 0,
                };
                fields.Set(values.TryGetValue(name, out var value) ? WithDefault(field, value, names) : field);
            }
        }
    }

    /// <param name="field">The field.</param>
    /// <param name="value">What is assigned to it; null for a function of its name, which is its default then.</param>
    /// <param name="names">The names of the text.</param>
    private static PythonField WithDefault(PythonField field, PythonStatement? value, PythonNames names)
    {
        if (value is not { } text)
        {
            return field with { Default = field.Name };
        }

        var open = text.Count == 0 ? 0 : text.Find("(", 0, text[0].Depth);
        if (open == text.Count || names.Resolve(text.Slice(0, open).Written()) != "dataclasses.field")
        {
            return field with { Default = text.Written() };
        }

        var arguments = PythonDisplay.Arguments(text, open).ToArray();
        return field with
        {
            Default = arguments.FirstOrDefault(argument => argument.Name == "default") is { Name: not null } given ? given.Value.Written() : null,
            DefaultFactory = arguments.FirstOrDefault(argument => argument.Name == "default_factory") is { Name: not null } factory
                ? factory.Value.Written()
                : null,
            IsInit = Flag(arguments, "init") ?? true,
            IsKeywordOnly = Flag(arguments, "kw_only") ?? field.IsKeywordOnly,
        };
    }

    private static bool? Flag(IEnumerable<PythonArgument> arguments, string name)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name == name)
            {
                return argument.Value.Is(0, "True") ? true : argument.Value.Is(0, "False") ? false : null;
            }
        }

        return null;
    }
}
