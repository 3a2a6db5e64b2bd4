using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>The registered functions by id. Holds from the start what is public on the real service and used in its tutorials.</summary>
internal sealed class FunctionStore
{
    /// <summary>The public function of the real service's tutorial, which returns "Hello World!".</summary>
    public static readonly Guid HelloWorldId = new("b0a5d1a0-2b22-4381-b899-ba73321e41e0");

    private readonly ConcurrentDictionary<Guid, FunctionRecord> _functions = new();

    public FunctionStore() => Put(FunctionRecord.FromSource(HelloWorldId, "hello_world", "def hello_world():\n    return \"Hello World!\"\n"));

    /// <summary>Adds a function, in place of an earlier one with its id.</summary>
    public void Put(FunctionRecord function) => _functions[function.Id] = function;

    /// <summary>All functions.</summary>
    public IEnumerable<FunctionRecord> All => _functions.Values;

    public bool TryGet(Guid id, [NotNullWhen(true)] out FunctionRecord? function) => _functions.TryGetValue(id, out function);

    public void Remove(Guid id) => _functions.TryRemove(id, out _);
}
