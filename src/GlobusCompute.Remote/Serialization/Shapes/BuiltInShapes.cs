using System.Collections.Concurrent;
using GlobusCompute.Remote.Serialization.Formats;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>The types the library reads and writes by itself: a closed list, all built without reflection.</summary>
internal static partial class BuiltInShapes
{
    private static readonly ConcurrentDictionary<Type, IShape> s_shapes = new();
    private static readonly object s_lock = new();
    private static Type? s_root;

    /// <summary>Every type in the list.</summary>
    public static IEnumerable<Type> Types => AllTypes();

    /// <summary>
    /// The types as C# writes them, with keywords for the simple ones and namespaces for the others: <c>System.Collections.Generic.List&lt;double?&gt;</c>.
    /// </summary>
    public static IReadOnlyList<string> TypeNames => [.. AllTypes().Select(DisplayName).Order(StringComparer.Ordinal)];

    /// <summary>The shape of a type, or null when the type is not in the list.</summary>
    public static IShape? Find(Type type)
    {
        if (s_shapes.TryGetValue(type, out var shape))
        {
            return shape;
        }

        var root = RootOf(type);
        if (!s_groups.TryGetValue(root, out var group))
        {
            return null;
        }

        group.Build(root);
        return s_shapes.GetValueOrDefault(type);
    }

    private static IEnumerable<Type> AllTypes()
    {
        foreach (var (root, group) in s_groups)
        {
            group.Build(root);
        }

        return s_shapes.Keys;
    }

    /// <summary>The type of the values in a type: of the elements of arrays and other generic types, or of the values of dictionaries.</summary>
    private static Type RootOf(Type type)
    {
        while (true)
        {
            if (type.HasElementType)
            {
                type = type.GetElementType()!;
            }
            else if (type.IsConstructedGenericType)
            {
                type = type.GetGenericArguments()[^1];
            }
            else
            {
                return type;
            }
        }
    }

    private static string DisplayName(Type type)
    {
        if (type.IsArray)
        {
            return $"{DisplayName(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{DisplayName(underlying)}?";
        }

        if (!type.IsGenericType)
        {
            var name = Serialization.TypeNames.Of(type);
            return name == type.Name ? type.FullName! : name;
        }

        var definition = type.GetGenericTypeDefinition().FullName!;
        return $"{definition[..definition.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(DisplayName))}>";
    }

    /// <summary>The shapes that have the same type of values, made when the first of them is used.</summary>
    private sealed class Group(Action add)
    {
        private volatile bool _isBuilt;

        public void Build(Type root)
        {
            if (_isBuilt)
            {
                return;
            }

            // One lock for all, as groups may need each other. No constructor or static field of a shape may use BuiltIn<T>: its static constructor takes this
            // lock, and a thread that holds the lock would wait for the constructor that waits for the lock.
            lock (s_lock)
            {
                if (!_isBuilt)
                {
                    var outer = s_root;
                    s_root = root;
                    try
                    {
                        add();
                    }
                    finally
                    {
                        s_root = outer;
                    }

                    _isBuilt = true;
                }
            }
        }
    }
}

/// <summary>The shape of one type, looked up once.</summary>
internal static class BuiltIn<T>
{
    public static readonly Shape<T>? Shape = typeof(T) == typeof(FormattedValue)
        ? (Shape<T>)(object)new FormattedShape()
        : BuiltInShapes.Find(typeof(T)) as Shape<T>;
}
