using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Shapes;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

public sealed class PayloadRulesTests
{
    [Fact]
    public void Rules_are_shared_by_resolver_and_naming()
    {
        Assert.Same(PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase), PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase));
        Assert.NotSame(PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase), PayloadRules.ForBuiltInShapes(ComputeNaming.CamelCase));
        Assert.Same(PayloadRules.ForResolver(SampleContext.Default, ComputeNaming.SnakeCase), PayloadRules.ForResolver(SampleContext.Default, ComputeNaming.SnakeCase));
        Assert.NotSame(PayloadRules.ForResolver(SampleContext.Default, ComputeNaming.SnakeCase), PayloadRules.ForResolver(SampleContext.Default, ComputeNaming.AsDeclared));
        Assert.Same(PayloadRules.ForReflection(ComputeNaming.CamelCase), PayloadRules.ForReflection(ComputeNaming.CamelCase));
        Assert.Throws<ArgumentOutOfRangeException>(() => PayloadRules.ForBuiltInShapes((ComputeNaming)3));
    }

    [Fact]
    public void The_built_in_types_have_names_as_in_CSharp()
    {
        string[] some =
        [
            "bool", "double", "double?", "double[]", "double[][]", "double[,]", "object", "string", "string[]", "System.DateTime", "System.Guid?", "System.Int128", "System.Numerics.BigInteger",
            "System.Collections.Generic.List<double?>", "System.Collections.Generic.Dictionary<string, double>", "System.Collections.Generic.IReadOnlyDictionary<string, double[]>",
            "System.Collections.Generic.IReadOnlyList<System.Text.Json.JsonElement>", "System.Collections.Generic.Dictionary<int, string>",
        ];
        Assert.All(some, name => Assert.Contains(name, BuiltInShapes.TypeNames));
        Assert.Equal(BuiltInShapes.Types.Count(), BuiltInShapes.TypeNames.Distinct().Count());
    }

    [Fact]
    public void Every_built_in_type_is_read_by_its_shape_in_members_of_an_apps_types_under_all_rules()
    {
        PayloadRules[] rules = [Payload.BuiltIn, Payload.Reflection, PayloadRules.ForResolver(SampleContext.Default, ComputeNaming.SnakeCase)];
        Assert.All(BuiltInShapes.Types, type => Assert.All(rules, r => Assert.All(new[] { r.Options, r.PickleOptions }, options =>
        {
            var factory = Assert.IsType<ShapeConverters>(options.Converters.First(c => c.CanConvert(type)));
            var converter = factory.CreateConverter(type, options);
            Assert.NotNull(converter);
            Assert.Contains(converter.Type, new[] { type, typeof(object) });
            Assert.True(!type.IsValueType || converter.Type == type, $"{type} would be boxed");
        })));
    }

    [Fact]
    public void Every_built_in_type_has_metadata_of_its_own_where_reflection_makes_it()
    {
        Assert.All(BuiltInShapes.Types, type =>
        {
            var info = PayloadRules.InfoOf(type, Payload.Reflection.Options);
            Assert.Equal(type, info.Type);
            Assert.Equal(JsonTypeInfoKind.None, info.Kind);
        });
    }

    [Fact]
    public void Every_built_in_collection_reads_an_empty_one()
    {
        foreach (var type in BuiltInShapes.Types.Where(t => t.IsArray || t.IsGenericType).Where(t => t != typeof(byte[]) && Nullable.GetUnderlyingType(t) is null && !t.Name.Contains("Memory", StringComparison.Ordinal)))
        {
            var json = !type.IsArray && type.Name.Contains("Dictionary", StringComparison.Ordinal) ? "{}" : "[]";
            var value = JsonSerializer.Deserialize(json, PayloadRules.InfoOf(type, Payload.Reflection.Options));
            Assert.True(type.IsInstanceOfType(value), $"{type} read as {value}");
            Assert.Equal(json, JsonSerializer.Serialize(value, PayloadRules.InfoOf(type, Payload.Reflection.Options)));
        }
    }
}
