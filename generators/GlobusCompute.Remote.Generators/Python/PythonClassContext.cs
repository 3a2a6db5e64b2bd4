namespace GlobusCompute.Remote.Generators.Python;

/// <summary>What is known of a text while its classes are finished one after the other.</summary>
/// <param name="types">Reads annotations.</param>
/// <param name="names">The names of the text.</param>
internal sealed class PythonClassContext(PythonTypeReader types, PythonNames names)
{
    // Each class has the fields of all that it inherits from; Python itself would take minutes.
    private const int MaximumDepth = 500;

    private readonly Dictionary<string, PythonClass> _finished = new(StringComparer.Ordinal);

    /// <summary>Reads annotations.</summary>
    public PythonTypeReader Types => types;

    /// <summary>The names of the text.</summary>
    public PythonNames Names => names;

    /// <summary>A class before the current one, or null.</summary>
    public PythonClass? Find(string name) => _finished.TryGetValue(name, out var found) ? found : null;

    /// <summary>Why the classes are not read, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Finishes classes in the order of the text; of a name that comes twice, the last stays.</summary>
    public IEnumerable<PythonClass> Finish(IEnumerable<IPythonClassDraft> drafts)
    {
        foreach (var draft in drafts)
        {
            var finished = draft.Finish(this);
            if (finished.Depth > MaximumDepth)
            {
                Refusal = $"has classes that inherit from each other through more than {MaximumDepth} levels";
                return [];
            }

            _finished[draft.Name] = finished;
        }

        return _finished.Values.OrderBy(type => type.Line);
    }
}

/// <summary>A class that is read, before types are settled.</summary>
internal interface IPythonClassDraft
{
    /// <summary>The class's name.</summary>
    string Name { get; }

    /// <summary>Settles its kind and its types.</summary>
    PythonClass Finish(PythonClassContext context);
}
