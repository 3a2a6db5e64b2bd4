using System.Globalization;
using System.Text;

namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>A registered function.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Code">One packed code buffer (protocol.md §4.3) as UTF-8.</param>
/// <param name="Description">What its owner said of it.</param>
/// <param name="PythonVersion">The Python that registered it.</param>
/// <param name="SdkVersion">The SDK that registered it.</param>
internal sealed record FunctionRecord(Guid Id, string Name, byte[] Code, string? Description, string? PythonVersion, string? SdkVersion)
{
    /// <summary>The name of the user who registered it; null for one that is the service's own.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether everyone may use it.</summary>
    public bool IsPublic { get; init; }

    /// <summary>What counts its tasks.</summary>
    public FunctionTally Tally { get; } = new();

    /// <summary>Makes a public function of Python source.</summary>
    public static FunctionRecord FromSource(Guid id, string name, string source)
    {
        var buffer = $"st\n{name}:{source}";
        // Lengths count code points, which are what runes are.
        var length = buffer.EnumerateRunes().Count().ToString(CultureInfo.InvariantCulture);
        return new FunctionRecord(id, name, Encoding.UTF8.GetBytes($"{length}\n{buffer}"), null, null, null) { IsPublic = true };
    }
}
