using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>The names inside one adapter. None of its parameters hides what its text needs: the function, classes of the file, Python's own names.</summary>
internal sealed class AdapterNames
{
    private readonly Dictionary<string, string> _own = new(StringComparer.Ordinal);
    private readonly bool _isVariadic;

    /// <param name="function">The function that is called.</param>
    /// <param name="parameters">The parameters that come.</param>
    /// <param name="python">The file.</param>
    public AdapterNames(PythonSignature function, EquatableArray<ModuleParameter> parameters, PythonModule python)
    {
        _isVariadic = parameters.Any(parameter => parameter.IsVariadic);
        var taken = new HashSet<string>(function.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal);
        Named = Free("_named", taken);
        Result = Free("_result", taken);
        foreach (var parameter in parameters.Where(parameter => !parameter.IsKeyword))
        {
            var name = parameter.Python.Name;
            var isHiding = name[0] == '_' || name == function.Name || AdapterText.IsBuiltIn(name) || python.FindClass(name) is not null;
            _own[name] = isHiding ? Free(name + "_", taken) : name;
        }

        var header = parameters.Where(parameter => parameter is { IsKeyword: false, IsVariadic: false }).Select(Own).ToList();
        if (parameters.FirstOrDefault(parameter => parameter.IsVariadic) is { } variadic)
        {
            header.Add("*" + Own(variadic));
        }

        if (parameters.Any(parameter => parameter.IsKeyword))
        {
            header.Add("**" + Named);
        }

        Header = header;
    }

    /// <summary>The dictionary of what came by keyword.</summary>
    public string Named { get; }

    /// <summary>What the function gave.</summary>
    public string Result { get; }

    /// <summary>The adapter's parameters.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The name of a parameter that comes by position.</summary>
    public string Own(ModuleParameter parameter) => _own[parameter.Python.Name];

    /// <summary>The expression of an argument; of a variadic parameter, of one of them.</summary>
    public string Value(ModuleParameter parameter) =>
        parameter.IsVariadic ? "v" : parameter.IsKeyword ? $"{Named}[\"{parameter.Python.Name}\"]" : Own(parameter);

    /// <summary>Whether an argument comes by keyword and goes by position.</summary>
    public bool IsHeld(ModuleParameter parameter) => parameter.IsKeyword && AdapterWriter.IsHeld(parameter, _isVariadic);

    private static string Free(string name, HashSet<string> taken)
    {
        while (!taken.Add(name) || PythonIdentifier.IsKeyword(name))
        {
            name += "_";
        }

        return name;
    }
}
