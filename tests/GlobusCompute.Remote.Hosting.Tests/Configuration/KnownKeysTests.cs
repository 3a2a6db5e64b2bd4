using System.Collections;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Hosting.Configuration;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Configuration;

/// <summary>The table of known keys says the same as the classes that they are bound to.</summary>
public sealed class KnownKeysTests
{
    [Fact]
    public void Every_property_of_the_options_is_a_known_key_of_its_kind()
    {
        var table = Describe(KnownKeys.Root.Keys, "").Where(static line => !line.StartsWith("LocalService ", StringComparison.Ordinal));
        Assert.Equal(Describe(typeof(GlobusComputeOptions), "").Order(StringComparer.Ordinal), table.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Describe(IEnumerable<KnownKey> keys, string path) => keys.SelectMany(key =>
        Describe(key.Keys, $"{path}{key.Name}:").Prepend($"{path}{key.Name} {key.Kind} {string.Join(',', key.Names)}"));

    private static IEnumerable<string> Describe(Type type, string path)
    {
        // What only a section of JSON can give is not a property that is bound.
        var json = type == typeof(GlobusComputeExecutorOptions) ? new[] { "UserEndpointConfig Open ", "ResourceSpecification Open " } : [];
        return type.GetProperties().SelectMany(property =>
        {
            var kind = KindOf(property.PropertyType, out var nested);
            var names = kind == KeyKind.Choice ? string.Join(',', Enum.GetNames(property.PropertyType)) : "";
            var below = nested is null ? [] : Describe(nested, $"{path}{property.Name}:");
            return below.Prepend($"{path}{property.Name} {kind} {names}");
        }).Concat(json.Select(line => path + line));
    }

    private static KeyKind KindOf(Type type, out Type? nested)
    {
        nested = null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>))
        {
            nested = type.GetGenericArguments()[1];
            return KeyKind.Map;
        }

        if (type.IsEnum)
        {
            return KeyKind.Choice;
        }

        KeyKind? simple = Type.GetTypeCode(type) switch
        {
            TypeCode.String => KeyKind.Text,
            TypeCode.Boolean => KeyKind.Flag,
            TypeCode.Int32 => KeyKind.Integer,
            TypeCode.Int64 => KeyKind.LongInteger,
            _ when type == typeof(TimeSpan) => KeyKind.Time,
            _ when type == typeof(Guid) => KeyKind.Id,
            _ when type == typeof(Uri) => KeyKind.Address,
            _ when type == typeof(Version) => KeyKind.Version,
            _ when type.IsAssignableTo(typeof(IEnumerable)) && type != typeof(JsonObject) => KeyKind.List,
            _ => null,
        };
        nested = simple is null ? type : null;
        return simple ?? KeyKind.Section;
    }
}
