using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>
/// Families of types that JSON flattens and a pickle keeps: tuples, sets, dictionaries with any keys, arrays of several dimensions. They are taken apart here,
/// so that System.Text.Json sees only what is inside them.
/// </summary>
internal static class Structures
{
    private static readonly HashSet<Type> s_sets =
    [
        typeof(HashSet<>), typeof(ISet<>), typeof(IReadOnlySet<>), typeof(SortedSet<>), typeof(FrozenSet<>), typeof(ImmutableHashSet<>),
        typeof(ImmutableSortedSet<>), typeof(IImmutableSet<>),
    ];

    private static readonly HashSet<Type> s_dictionaries =
    [
        typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>), typeof(SortedDictionary<,>), typeof(SortedList<,>),
        typeof(ConcurrentDictionary<,>), typeof(ReadOnlyDictionary<,>), typeof(FrozenDictionary<,>), typeof(ImmutableDictionary<,>),
        typeof(ImmutableSortedDictionary<,>), typeof(IImmutableDictionary<,>),
    ];

    // Weak, so that types of assemblies that are unloaded can go.
    private static readonly ConditionalWeakTable<Type, List<Type>> s_elements = [];

    /// <summary>Whether the type is of such a family.</summary>
    public static bool Covers(Type type)
    {
        if (type.IsArray)
        {
            return type.IsVariableBoundArray;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        if (!type.IsGenericType)
        {
            return false;
        }

        var definition = type.GetGenericTypeDefinition();
        return IsTuple(type)
            || (s_sets.Contains(definition) && MayBeHashable(type.GetGenericArguments()[0]))
            || (s_dictionaries.Contains(definition) && MayBeHashable(type.GetGenericArguments()[0]));
    }

    /// <summary>The type by which a value of a type known at run time only is written: frozen collections are of types that .NET does not show.</summary>
    public static Type Shown(Type type)
    {
        var shown = type;
        while (shown is { IsVisible: false, BaseType: { } parent } && type.Assembly == typeof(FrozenSet<>).Assembly)
        {
            shown = parent;
        }

        return Covers(shown) ? shown : type;
    }

    /// <summary>Whether only a pickle keeps values of the type: sets, dictionaries whose keys are not text, and arrays of several dimensions.</summary>
    /// <remarks>Tuples have a converter that says so itself.</remarks>
    public static bool IsPickled(Type type) => Covers(type) && (type.IsArray || type.GetGenericArguments() switch
    {
        _ when IsTuple(Nullable.GetUnderlyingType(type) ?? type) => false,
        [var key, _] => key != typeof(string),
        _ => true,
    });

    /// <summary>The same, looked up once.</summary>
    public static bool IsPickledAs<T>() => Pickled<T>.Is;

    /// <exception cref="ShapeException">A part has no form that Python would read as the same value.</exception>
    public static void Write(PickleBuffer output, object value, Type type)
    {
        if (value is Array array)
        {
            NumericArrays.Write(output, array);
            return;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        if (IsTuple(type))
        {
            WriteTuple(output, (ITuple)value, type);
        }
        else if (s_sets.Contains(type.GetGenericTypeDefinition()))
        {
            WriteSet(output, (IEnumerable)value, type.GetGenericArguments()[0]);
        }
        else
        {
            WriteDictionary(output, value, type.GetGenericArguments());
        }
    }

    public static bool IsTuple(Type type) =>
        type.IsValueType && type.IsAssignableTo(typeof(ITuple)) && type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal);

    /// <summary>The types of a tuple's elements; those beyond the seventh lie in its <c>Rest</c>.</summary>
    public static List<Type> ElementTypes(Type tuple) => s_elements.GetValue(tuple, static tuple =>
    {
        var types = new List<Type>();
        var arguments = tuple.GetGenericArguments();
        while (arguments.Length == 8)
        {
            types.AddRange(arguments.AsSpan(0, 7));
            arguments = arguments[7].GetGenericArguments();
        }

        types.AddRange(arguments);
        return types;
    });

    // What the app's own types become, dicts mostly, Python cannot hash: a set of them stays a list, as in JSON.
    private static bool MayBeHashable(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum
            || type == typeof(object)
            || type == typeof(byte[])
            || (IsTuple(type) && ElementTypes(type).TrueForAll(MayBeHashable))
            || (BuiltInShapes.Find(type) is { IsScalar: true });
    }

    private static void WriteTuple(PickleBuffer output, ITuple tuple, Type type)
    {
        var types = ElementTypes(type);
        output.EnterTuple();
        for (var i = 0; i < tuple.Length; i++)
        {
            WriteAt(output, tuple[i], types[i], i);
        }

        output.Leave(PickleOpcode.Tuple);
    }

    private static void WriteSet(PickleBuffer output, IEnumerable set, Type element)
    {
        output.Enter(PickleOpcode.EmptySet);
        var distinct = DistinctKeys.Of(element, "elements of the set");
        var i = 0;
        foreach (var item in set)
        {
            var before = output.Unhashables;
            distinct?.Add(item);
            WriteAt(output, item, element, i);
            output.ExpectHashable(before, "An element of the set");
            i++;
        }

        output.Leave(PickleOpcode.AddItems);
    }

    private static void WriteDictionary(PickleBuffer output, object value, Type[] types)
    {
        if (value is not IDictionary dictionary)
        {
            throw new ShapeException($"{TypeNames.Of(value.GetType())} does not implement IDictionary, by which its keys are read. Pass a Dictionary of them.");
        }

        output.Enter(PickleOpcode.EmptyDict);
        var distinct = DistinctKeys.Of(types[0], "keys of the dictionary");
        foreach (DictionaryEntry entry in dictionary)
        {
            try
            {
                var before = output.Unhashables;
                distinct?.Add(entry.Key);
                output.Value(entry.Key, types[0]);
                output.ExpectHashable(before, "A key of the dictionary");
                output.Value(entry.Value, types[1]);
            }
            catch (ShapeException e) when (e.NoteAndDecline(entry.Key.ToString() ?? ""))
            {
                throw;
            }
        }

        output.Leave(PickleOpcode.SetItems);
    }

    private static class Pickled<T>
    {
        public static readonly bool Is = IsPickled(typeof(T));
    }

    private static void WriteAt(PickleBuffer output, object? item, Type type, int index)
    {
        try
        {
            output.Value(item, type);
        }
        catch (ShapeException e) when (e.NoteAndDecline(index))
        {
            throw;
        }
    }
}
