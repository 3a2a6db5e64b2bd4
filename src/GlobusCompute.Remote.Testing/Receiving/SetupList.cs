using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing.Receiving;

/// <summary>The setups of a fake, in the order in which they were made.</summary>
internal sealed class SetupList
{
    private readonly object _lock = new();
    private readonly List<FakeSetup> _setups = [];

    /// <summary>Those with an outcome for which there was no call.</summary>
    public IReadOnlyList<FakeSetup> Unused
    {
        get
        {
            lock (_lock)
            {
                return _setups.FindAll(static setup => setup.IsUnused);
            }
        }
    }

    public TSetup Add<TSetup>(TSetup setup)
        where TSetup : FakeSetup
    {
        lock (_lock)
        {
            _setups.Add(setup);
        }

        return setup;
    }

    /// <summary>Says how a call is set up for which there is nothing; null where there is a setup.</summary>
    public InvalidOperationException? Explain(ComputeCallContext context)
    {
        lock (_lock)
        {
            return _setups.Exists(setup => setup.Selector.Matches(context)) ? null
                : new InvalidOperationException($"{context.MethodName} is not set up. {HowTo(context)}");
        }
    }

    /// <summary>Takes the outcome of a call from the last setup that is for it.</summary>
    public SetupStep Take(FakeCall call)
    {
        FakeSetup[] candidates;
        lock (_lock)
        {
            candidates = [.. _setups.Where(setup => setup.Selector.Matches(call.Context))];
        }

        try
        {
            return Array.FindLast(candidates, setup => setup.Matches(call))?.Take()
                ?? SetupStep.Mistake($"No setup of {call.MethodName} is for these arguments.");
        }
        catch (Exception e)
        {
            return SetupStep.Mistake($"A condition of a setup of {call.MethodName} threw {e.GetType().Name}: {e.Message}");
        }
    }

    private static string HowTo(ComputeCallContext context)
    {
        if (context.InterfaceType is not { } type)
        {
            return $"Call fake.SetupFunction<T>(\"{context.MethodName}\") with an outcome before.";
        }

        var method = context.MethodName[(context.MethodName.LastIndexOf('.') + 1)..];
        var arguments = string.Join(", ", Enumerable.Repeat("default!", ParametersOf(type, method, context)));
        return $"Call fake.Setup(({type.Name} x) => x.{method}({arguments})) with an outcome before.";
    }

    // An expression must name all, also those that do not travel, such as a token.
    private static int ParametersOf(Type type, string name, ComputeCallContext context) =>
        type.GetInterfaces().Prepend(type)
            .SelectMany(static candidate => candidate.GetMethods())
            .Where(method => method.Name == name)
            .Select(static method => method.GetParameters())
            .FirstOrDefault(parameters => context.Arguments.All(argument => Array.Exists(parameters, parameter => parameter.Name == argument.Name)))?.Length
        ?? context.Arguments.Count;
}
