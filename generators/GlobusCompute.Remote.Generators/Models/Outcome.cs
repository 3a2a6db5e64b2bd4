using GlobusCompute.Remote.Generators.Diagnostics;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>What a step made of one interface, or how it failed. An exception would take the proxies of all other interfaces with it.</summary>
/// <param name="Interface">The interface's full name.</param>
/// <param name="Value">What the step made, or null when it failed.</param>
/// <param name="Failure">The failure, or null.</param>
internal sealed record Outcome<T>(string Interface, T? Value, Problem? Failure)
    where T : class
{
    /// <summary>Goes on with the value; a failure stays as it is.</summary>
    public Outcome<TNext> Then<TNext>(Func<T, TNext> step)
        where TNext : class =>
        Value is null ? new(Interface, null, Failure) : Outcome.Of(Interface, () => step(Value));
}

/// <summary>Starts a chain of steps.</summary>
internal static class Outcome
{
    /// <summary>Runs a step and turns an exception into a failure that holds the stack.</summary>
    public static Outcome<T> Of<T>(string name, Func<T> step)
        where T : class
    {
        try
        {
            return new(name, step(), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Messages of diagnostics have one line.
            var text = exception.ToString().Replace("\r", "").Replace("\n", " ");
            return new(name, null, Problem.Of(Descriptors.InternalError, ProblemLocation.Identifier, name, text));
        }
    }
}
