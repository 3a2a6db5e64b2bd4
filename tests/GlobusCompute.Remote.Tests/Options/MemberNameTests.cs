using System.Reflection;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Settings;
using Xunit;

namespace GlobusCompute.Remote.Tests.Options;

/// <summary>The rules for the names of booleans and of methods that give tasks, which docs/architecture.md states.</summary>
public sealed class MemberNameTests
{
    private static readonly string[] s_facts = ["Is", "Has", "Allows", "Requires"];

    // What generated code sets, for the generator alone.
    private static readonly Type[] s_types =
        [.. typeof(ComputeClient).Assembly.GetExportedTypes().Where(static type => type.Namespace != "GlobusCompute.Remote.Proxies" || IsSet(type))];

    [Fact]
    public void Booleans_of_options_and_attributes_are_what_an_app_asks_for_and_others_state_facts() => Assert.Empty(
        from type in s_types
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(bool)
        where IsFact(property.Name) == IsSet(type)
        select $"{type.Name}.{property.Name}");

    [Fact]
    public void Methods_that_give_tasks_end_in_Async_unless_the_task_is_the_future_of_a_call() => Assert.Empty(
        from type in s_types
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where !method.IsSpecialName && !typeof(Delegate).IsAssignableFrom(type) && !method.Name.StartsWith("When", StringComparison.Ordinal)
        where method.Name.EndsWith("Async", StringComparison.Ordinal) != IsTask(method.ReturnType)
        select $"{type.Name}.{method.Name}");

    [Theory]
    [InlineData("Timeout", typeof(TimeSpan))]
    [InlineData("Interval", typeof(TimeSpan))]
    [InlineData("Seconds", typeof(double))]
    public void Times_of_options_are_called_Timeout_or_Interval_and_attributes_count_seconds(string suffix, Type unit) => Assert.All(
        from type in s_types
        where IsSet(type)
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where property.Name.EndsWith(suffix, StringComparison.Ordinal)
        select property,
        property => Assert.Equal(unit, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));

    private static bool IsFact(string name) => s_facts.Any(word => name.StartsWith(word, StringComparison.Ordinal)
        && name.Length > word.Length && char.IsUpper(name[word.Length]));

    private static bool IsSet(Type type) =>
        typeof(Attribute).IsAssignableFrom(type) && !type.Name.StartsWith("Proxy", StringComparison.Ordinal)
        || type.Name.EndsWith("Options", StringComparison.Ordinal)
        || type.Name.EndsWith("Settings", StringComparison.Ordinal)
        || type == typeof(ComputeCallContext)
        || type == typeof(ComputeUserRuntime);

    private static bool IsTask(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)));
}
