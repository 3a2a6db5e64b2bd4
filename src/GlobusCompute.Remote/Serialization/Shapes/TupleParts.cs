using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>The elements of a type of tuples and how they are set, found once for the type.</summary>
internal sealed class TupleParts
{
    private readonly Func<object> _create;
    private readonly Action<object, object?>[] _setters;
    private readonly TupleParts? _rest;

    private TupleParts(Type tuple, JsonSerializerOptions fields)
    {
        var info = PayloadRules.InfoOf(tuple, fields);
        _create = info.CreateObject ?? throw Unknown(tuple);
        var arguments = tuple.GetGenericArguments();
        var count = Math.Min(arguments.Length, 7);
        _setters = new Action<object, object?>[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            _setters[i] = SetterOf(info, i == 7 ? "Rest" : $"Item{i + 1}") ?? throw Unknown(tuple);
        }

        if (arguments.Length > count)
        {
            _rest = new TupleParts(arguments[7], fields);
        }
    }

    /// <summary>Finds how a tuple is made.</summary>
    /// <exception cref="ShapeException">There is no metadata of its fields.</exception>
    public static TupleParts Of(Type tuple, JsonSerializerOptions fields) => new(tuple, fields);

    /// <summary>Makes a tuple.</summary>
    public object Make(List<object?> items) => Make(items, 0);

    private static Action<object, object?>? SetterOf(JsonTypeInfo info, string name)
    {
        foreach (var property in info.Properties)
        {
            if (property.Name == name)
            {
                return property.Set;
            }
        }

        return null;
    }

    private static ShapeException Unknown(Type tuple) => new($"The metadata of {TypeNames.Of(tuple)} does not reach its fields. Use a record instead, "
        + "or add [JsonSourceGenerationOptions(IncludeFields = true)] to the JsonSerializerContext.");

    private object Make(List<object?> items, int first)
    {
        var value = _create();
        for (var i = 0; i < _setters.Length; i++)
        {
            _setters[i](value, i == 7 ? _rest!.Make(items, first + 7) : items[first + i]);
        }

        return value;
    }
}
