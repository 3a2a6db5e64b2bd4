using System.Linq.Expressions;
using System.Reflection;
using GlobusCompute.Remote.Filters;

namespace GlobusCompute.Remote.Testing.Setups;

/// <summary>Which calls a setup is for.</summary>
/// <param name="Display">The method or function, for messages.</param>
/// <param name="Matches">Decides over a call.</param>
internal sealed record CallSelector(string Display, Func<ComputeCallContext, bool> Matches)
{
    /// <summary>Selects the calls of a method, one of its overloads.</summary>
    /// <exception cref="ArgumentException">The expression is not a call of a method of the interface.</exception>
    public static CallSelector Of<T>(LambdaExpression call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var body = call.Body is UnaryExpression { NodeType: ExpressionType.Convert } converted ? converted.Operand : call.Body;
        if (body is not MethodCallExpression { Object: ParameterExpression, Method: var method })
        {
            throw new ArgumentException($"'{call}' is not a call of a method of {typeof(T).Name}, such as x => x.Fit(default!, default!).", nameof(call));
        }

        ParameterInfo[] sent = Sent(method);
        var hasTwin = Methods(typeof(T)).Any(other => other != method && other.Name == method.Name && Names(Sent(other)).SequenceEqual(Names(sent)));
        return new CallSelector(
            $"{typeof(T).Name}.{method.Name}",
            context => context.InterfaceType is { } type
                && typeof(T).IsAssignableFrom(type)
                && context.MethodName.EndsWith("." + method.Name, StringComparison.Ordinal)
                && context.Arguments.Select(static argument => argument.Name).SequenceEqual(Names(sent))
                && (!hasTwin || sent.Zip(context.Arguments).All(static pair => Fits(pair.First, pair.Second.Value))));
    }

    /// <summary>Selects the calls of all overloads of a method.</summary>
    /// <exception cref="ArgumentException">The interface has no such method.</exception>
    public static CallSelector OfMethod<T>(string name, Type? resultType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!Methods(typeof(T)).Any(method => method.Name == name && ResultOf(method.ReturnType) == resultType))
        {
            var result = resultType is null ? "whose result is ignored" : $"whose result is a {resultType.Name}";
            throw new ArgumentException($"{typeof(T).Name} has no method {name} {result}.", nameof(name));
        }

        return new CallSelector(
            $"{typeof(T).Name}.{name}",
            context => context.InterfaceType is { } type
                && typeof(T).IsAssignableFrom(type)
                && context.MethodName.EndsWith("." + name, StringComparison.Ordinal)
                && (context.Items > 0 || context.ResultType == resultType));
    }

    /// <summary>Selects the calls of a function without a proxy. A function that several items of a Map run in has another name beside it.</summary>
    public static CallSelector OfFunction(string name) => new(
        name, context => context.InterfaceType is null && (context.MethodName == name || context.FunctionName == name));

    private static IEnumerable<MethodInfo> Methods(Type type) => type.GetInterfaces().Prepend(type).SelectMany(static each => each.GetMethods());

    // The result of a task, or of one item of a Map.
    private static Type? ResultOf(Type? returned) =>
        returned is null ? null
        : returned.IsGenericType && (returned.GetGenericTypeDefinition() == typeof(Task<>) || returned.GetGenericTypeDefinition() == typeof(ComputeMap<>))
            ? returned.GetGenericArguments()[0]
        : ResultOf(returned.BaseType);

    private static IEnumerable<string?> Names(ParameterInfo[] parameters) => parameters.Select(static parameter => parameter.Name);

    private static ParameterInfo[] Sent(MethodInfo method) => [.. method.GetParameters().Where(IsSent)];

    private static bool IsSent(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(CancellationToken)
        && parameter.ParameterType != typeof(CancellationToken?)
        && parameter.ParameterType != typeof(ComputeMapOptions)
        && parameter.GetCustomAttribute<ComputeTagAttribute>() is null;

    // Of overloads that differ in nothing but types. What filters see of a span is an array, and of a command its text.
    private static bool Fits(ParameterInfo parameter, object? value) =>
        value is null
            ? !parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null
            : parameter.ParameterType.IsInstanceOfType(value) || parameter.ParameterType.IsByRefLike;
}
