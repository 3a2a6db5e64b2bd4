using System.Globalization;

namespace GlobusCompute.Remote.Shared.Python;

/// <summary>The worker's side of a format.</summary>
/// <param name="Name">The format's name, for messages.</param>
/// <param name="Source">Python text that defines <c>encode(value)</c> and <c>decode(data)</c>.</param>
/// <param name="IsPerItem">Whether items of lists and dictionaries are values of their own.</param>
internal sealed record PythonAdapter(string Name, string Source, bool IsPerItem);

/// <summary>What a function returns by its declared type; Python's type of it cannot tell, since a value itself may be a list there.</summary>
internal enum FormattedResultShape
{
    Value,
    List,
    Dictionary,
}

/// <summary>A result that leaves in a format.</summary>
/// <param name="Adapter">Its adapter.</param>
/// <param name="Shape">Whether it is one value, or a list or a dictionary of values.</param>
internal sealed record FormattedReturn(PythonAdapter Adapter, FormattedResultShape Shape)
{
    /// <summary>The shape as the wrapper knows it.</summary>
    public string ShapeText => (Adapter.IsPerItem, Shape) switch
    {
        (false, _) => "whole",
        (true, FormattedResultShape.List) => "list",
        (true, FormattedResultShape.Dictionary) => "dict",
        _ => "value",
    };
}

/// <summary>An argument that arrives in a format.</summary>
/// <param name="Name">The parameter as messages name it.</param>
/// <param name="Position">Its position among the positional arguments; -1 when it goes by keyword only.</param>
/// <param name="Keyword">Its keyword; null when it goes by position only.</param>
/// <param name="IsVariadic">Whether all positional arguments from the position on are meant.</param>
/// <param name="Adapter">Its adapter.</param>
internal sealed record FormattedArgument(string Name, int Position, string? Keyword, bool IsVariadic, PythonAdapter Adapter)
{
    /// <summary>The position from which all arguments are meant, or -1.</summary>
    public int VariadicFrom => IsVariadic ? Position : -1;

    /// <summary>The keys under which the wrapper finds it, as Python writes them.</summary>
    public IEnumerable<string> Keys
    {
        get
        {
            if (IsVariadic)
            {
                yield return "\"*\"";
                yield break;
            }

            if (Position >= 0)
            {
                yield return Position.ToString(CultureInfo.InvariantCulture);
            }

            if (Keyword is not null)
            {
                yield return $"\"{Keyword}\"";
            }
        }
    }
}
