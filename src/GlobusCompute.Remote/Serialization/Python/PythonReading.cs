using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>One conversion of a Python value into .NET types: its rules, its bounds, and what it has made so far. Used by one thread at a time.</summary>
internal sealed class PythonReading
{
    [ThreadStatic]
    private static PythonReading? s_current;

    private readonly List<PythonValue> _tokens = [];
    private readonly Dictionary<Type, ObjectMembers> _members = [];
    private Dictionary<PythonValue, object>? _made;
    private readonly PayloadBudget _budget;
    private int _depth;

    /// <param name="options">The rules for types of the app.</param>
    /// <param name="budget">What the conversion may cost.</param>
    public PythonReading(JsonSerializerOptions options, PayloadBudget budget)
    {
        Options = options;
        _budget = budget;
    }

    /// <summary>A part of another conversion under other rules.</summary>
    public PythonReading(JsonSerializerOptions options, PythonReading outer)
    {
        Options = options;
        _budget = outer._budget;
        _depth = outer._depth;
    }

    public JsonSerializerOptions Options { get; }

    /// <summary>
    /// Whether JSON is written for Python, with bare words for NaN and the infinities, and not for this library's reader, which has tokens for them.
    /// </summary>
    public bool IsForPython { get; init; }

    /// <summary>
    /// Objects made of containers where the type says nothing but <c>object</c>: what is shared or contains itself in Python is so here, too, which also bounds
    /// what few bytes can be made into.
    /// </summary>
    public Dictionary<PythonValue, object> Made => _made ??= new(ReferenceEqualityComparer.Instance);

    /// <summary>Counts bytes of what is made; one value may be referred to by very many others.</summary>
    public void Charge(long bytes)
    {
        if (!_budget.TryCharge(bytes))
        {
            throw TooMuch();
        }
    }

    /// <summary>Counts steps of work, so that many references to one value do not take too much time.</summary>
    public void Work(long steps)
    {
        if (!_budget.TryWork(steps))
        {
            throw TooMuch();
        }
    }

    /// <summary>Counts items of a collection that are made one by one: the work for each, and what each takes in the collection.</summary>
    public void Items(long count, int size)
    {
        Charge(count * size);
        Work(count);
    }

    /// <summary>Counts an instance of a type of the app.</summary>
    public void Make()
    {
        if (!_budget.TryMake())
        {
            throw TooMuch();
        }
    }

    private static ShapeException TooMuch() => new("The result refers to the same values so often that copying them would exceed the limit for its size. "
        + "Declare it as object or PythonValue, which keep such references.");

    /// <summary>Goes down a level of nesting.</summary>
    public void Enter()
    {
        if (++_depth > JsonBuffer.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ShapeException($"The result is nested deeper than {JsonBuffer.MaxDepth} levels, or it contains itself. Declare it as PythonValue, "
                + "or have the function return a flatter value.");
        }
    }

    /// <summary>Goes down a level of nesting, if there may be another one.</summary>
    public bool TryEnter()
    {
        if (_depth >= JsonBuffer.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return false;
        }

        _depth++;
        return true;
    }

    public void Leave() => _depth--;

    /// <summary>What is read of an object's members.</summary>
    public ObjectMembers MembersOf(JsonTypeInfo info)
    {
        if (!_members.TryGetValue(info.Type, out var members))
        {
            _members.Add(info.Type, members = new ObjectMembers(info));
        }

        return members;
    }

    /// <summary>Keeps a value aside of JSON text in which its number stands for it.</summary>
    public int Keep(PythonValue value)
    {
        _tokens.Add(value);
        return _tokens.Count - 1;
    }

    /// <summary>The value that a JSON token stands for.</summary>
    public static bool TryTake(ref Utf8JsonReader reader, out PythonValue value, out PythonReading reading)
    {
        if (reader.TokenType == JsonTokenType.String && s_current is { } current
            && TypedPythonJson.TryIndex(reader.ValueSpan, out var index) && index < current._tokens.Count)
        {
            (value, reading) = (current._tokens[index], current);
            return true;
        }

        (value, reading) = (null!, null!);
        return false;
    }

    /// <summary>Gets the scalars of a pickle for which positions stand in JSON text; null when there are none.</summary>
    public PickleCells? Cells { get; init; }

    /// <summary>The scalar of a pickle that a JSON token stands for.</summary>
    public static bool TryTakeCell(ref Utf8JsonReader reader, out PickleCells cells, out int at, out PythonReading reading)
    {
        if (reader.TokenType == JsonTokenType.String && s_current is { Cells: { } its } current && RowToken.TryRead(reader.ValueSpan, out at))
        {
            (cells, reading) = (its, current);
            return true;
        }

        (cells, at, reading) = (null!, 0, null!);
        return false;
    }

    /// <summary>Does something during which JSON tokens stand for the values kept here.</summary>
    public T Within<T>(Func<T> work)
    {
        var outer = s_current;
        s_current = this;
        try
        {
            return work();
        }
        finally
        {
            s_current = outer;
        }
    }
}
