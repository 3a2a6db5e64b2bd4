namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Gives out names that are not taken yet, in the order in which they are requested.</summary>
/// <param name="taken">Names that nobody gets.</param>
internal sealed class UniqueNames(params string[] taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The name, or else the name with an underscore or a number after it.</summary>
    public string Take(string name)
    {
        var candidate = name;
        for (var i = 1; !_taken.Add(candidate); i++)
        {
            candidate = i == 1 ? name + "_" : name + i;
        }

        return candidate;
    }
}
