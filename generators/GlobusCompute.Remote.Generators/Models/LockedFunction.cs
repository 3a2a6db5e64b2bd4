using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>A function that is registered from a source, as the lock file knows it.</summary>
/// <param name="Method">The method, as <see cref="LockNames"/> names it.</param>
/// <param name="Pins">The functions that hold exactly this source, one for each environment, in their ordinal order.</param>
internal sealed record LockedFunction(string Method, EquatableArray<LockedPin> Pins);

/// <summary>A registered function.</summary>
/// <param name="Environment">The service's URL.</param>
/// <param name="FunctionId">The function's UUID there.</param>
internal sealed record LockedPin(string Environment, string FunctionId);
