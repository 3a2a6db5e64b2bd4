using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Runtime;

/// <summary>How a call is submitted behind its filters.</summary>
/// <typeparam name="T">The result as filters see it.</typeparam>
/// <typeparam name="TInner">The result as the call has it.</typeparam>
internal sealed class FilteredSubmission<T, TInner>
{
    /// <summary>Makes the call of one submission, which goes to a target inside the filters.</summary>
    public required Func<ComputeCallContext, CallTarget, FunctionDefinition, PackedArguments, ValueCall<TInner>> Create { get; init; }

    /// <summary>Makes what filters see of its result.</summary>
    public required Func<TInner, T> Convert { get; init; }

    /// <summary>Reads a result that was kept, as filters see it; null when the result is ignored.</summary>
    public Func<ReadOnlyMemory<byte>, object?>? Read { get; init; }

    /// <summary>How values of the result are written where a test makes them; null when the result is ignored.</summary>
    public PayloadRules? Rules { get; init; }

    /// <summary>How many items of a Map run in the task; 0 for one call.</summary>
    public int Items { get; init; }

    /// <summary>Whether it waits for room among the unsent calls instead of failing.</summary>
    public bool WaitsForRoom { get; init; }
}
