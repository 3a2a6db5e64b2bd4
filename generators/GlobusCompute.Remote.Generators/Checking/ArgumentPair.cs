using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>A C# parameter and the Python parameter that its argument reaches.</summary>
/// <param name="Index">The C# parameter's index.</param>
/// <param name="Model">The C# parameter.</param>
/// <param name="Symbol">The same as the compiler sees it.</param>
/// <param name="Target">The Python parameter.</param>
internal sealed record ArgumentPair(int Index, ParameterModel Model, IParameterSymbol Symbol, PythonParameter Target);
