namespace GlobusCompute.Remote.Generators.Python;

/// <summary>What the annotation of a field says besides its type.</summary>
[Flags]
internal enum PythonQualifiers
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>ClassVar[T]</c>: no field.</summary>
    ClassVariable = 1,

    /// <summary><c>InitVar[T]</c>: a parameter of the constructor only.</summary>
    InitOnly = 2,

    /// <summary><c>KW_ONLY</c>: no field; those after it are taken by keyword only.</summary>
    KeywordOnlyMark = 4,

    /// <summary><c>Required[T]</c>.</summary>
    Required = 8,

    /// <summary><c>NotRequired[T]</c>.</summary>
    NotRequired = 16,
}

/// <summary>Reads the qualifiers around a type.</summary>
internal static class PythonQualifierReader
{
    // More of them around each other mean nothing to Python.
    private const int MaximumNesting = 8;

    public static PythonQualifiers Read(PythonStatement annotation, PythonNames names)
    {
        var found = PythonQualifiers.None;
        for (var nesting = 0; nesting < MaximumNesting; nesting++)
        {
            if (annotation.Is(0, PythonTokenKind.String))
            {
                if (PythonDisplay.ReadString(annotation) is not { } quoted)
                {
                    break;
                }

                annotation = PythonStatement.Parse(quoted, out _);
            }

            var end = 0;
            while (annotation.Is(end, PythonTokenKind.Name) || annotation.Is(end, "."))
            {
                end++;
            }

            if (names.Resolve(annotation.Slice(0, end).Written()) is not { } name)
            {
                break;
            }

            found |= PythonTypeNames.QualifierOf(name);
            if (!annotation.Is(end, "[") || !(PythonTypeNames.IsTransparent(name) || PythonTypeNames.QualifierOf(name) != PythonQualifiers.None))
            {
                break;
            }

            var inner = annotation.Slice(end + 1, PythonDisplay.Close(annotation, end));
            annotation = inner.Slice(0, inner.Count == 0 ? 0 : inner.Find(",", 0, inner[0].Depth));
        }

        return found;
    }
}
