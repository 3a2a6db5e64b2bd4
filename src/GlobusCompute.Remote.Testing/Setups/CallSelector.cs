using System.Linq.Expressions;
using System.Reflection;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Mapping;

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
        var body = call.Body is UnaryExpression { NodeType: ExpressionType.Convert } converted ? converted.Operand : call.Body;
        if (body is not MethodCallExpression { Object: ParameterExpression, Method: var method })
        {
            throw new ArgumentException($"'{call}' is not a call of a method of {typeof(T).Name}, such as x => x.Fit(default!, default!).", nameof(call));
        }

        string?[] names = [.. method.GetParameters().Where(IsSent).Select(static parameter => parameter.Name)];
        return new CallSelector(
            $"{typeof(T).Name}.{method.Name}",
            context => context.InterfaceType is { } type
                && typeof(T).IsAssignableFrom(type)
                && context.MethodName.EndsWith("." + method.Name, StringComparison.Ordinal)
                && context.Arguments.Select(static argument => argument.Name).SequenceEqual(names));
    }

    /// <summary>Selects the calls of a function without a proxy.</summary>
    public static CallSelector OfFunction(string name) => new(name, context => context.InterfaceType is null && context.FunctionName == name);

    private static bool IsSent(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(CancellationToken)
        && parameter.ParameterType != typeof(ComputeMapOptions)
        && parameter.GetCustomAttribute<ComputeTagAttribute>() is null;
}
