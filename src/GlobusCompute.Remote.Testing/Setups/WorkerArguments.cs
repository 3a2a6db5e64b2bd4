using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Testing.Setups;

/// <summary>The arguments of a task as a worker reads them.</summary>
/// <param name="Positional">Those by position.</param>
/// <param name="Keywords">Those by keyword.</param>
internal sealed record WorkerArguments(IReadOnlyList<PythonValue> Positional, IReadOnlyDictionary<string, PythonValue> Keywords)
{
    private const int LongestShown = 60;

    private static readonly PayloadRules s_rules = PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase);

    /// <summary>Gets no arguments.</summary>
    public static WorkerArguments None { get; } = new([], new Dictionary<string, PythonValue>());

    /// <summary>Reads arguments as a request has them: as a JSON string.</summary>
    public static WorkerArguments Read(ReadOnlyMemory<byte> serialized) => Read(JsonSerializer.Deserialize<string>(serialized.Span)!);

    /// <summary>Reads the arguments of several items of a Map as a request has them: as a JSON string.</summary>
    public static IReadOnlyList<WorkerArguments> ReadItems(ReadOnlyMemory<byte> serialized) => ReadItems(JsonSerializer.Deserialize<string>(serialized.Span)!);

    /// <summary>Shows the arguments as Python prints them, long ones cut.</summary>
    public override string ToString() =>
        string.Join(", ", Positional.Select(static value => Show(value.ToString())).Concat(
            Keywords.Select(static keyword => $"{keyword.Key}={Show(keyword.Value.ToString())}")));

    /// <summary>Reads the packed arguments of one call.</summary>
    private static WorkerArguments Read(string packed)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(packed);
        var positional = Next(ref rest);
        return new WorkerArguments(positional.Items, Named(Next(ref rest)));
    }

    /// <summary>Reads the packed arguments of several items of a Map: those of each item, as the wrapper passes them on.</summary>
    private static IReadOnlyList<WorkerArguments> ReadItems(string packed)
    {
        var (wrapper, _) = Read(packed);
        var (places, constants, keywords) = (wrapper[1].Items, wrapper[2].Items, Named(wrapper[3]));
        return
        [
            .. wrapper[0].Items.Select(item =>
            {
                PythonValue[] positional = [.. constants];
                var named = new Dictionary<string, PythonValue>(keywords, StringComparer.Ordinal);
                for (var i = 0; i < places.Count; i++)
                {
                    if (places[i].Kind == PythonKind.Text)
                    {
                        named[places[i].As<string>()] = item[i];
                    }
                    else
                    {
                        positional[places[i].As<int>()] = item[i];
                    }
                }

                return new WorkerArguments(positional, named);
            }),
        ];
    }

    /// <summary>Cuts a long text.</summary>
    public static string Show(string text) => text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, LongestShown), "…");

    private static PythonValue Next(ref ReadOnlySpan<byte> rest) => PackedBuffers.TryTakeNext(ref rest, out var buffer)
        ? ResultReader.Read<PythonValue>(buffer, s_rules, allowNull: true)
        : throw new InvalidOperationException("The packed arguments end early.");

    private static Dictionary<string, PythonValue> Named(PythonValue entries) =>
        entries.Entries.ToDictionary(static entry => entry.Key.As<string>(), static entry => entry.Value, StringComparer.Ordinal);
}
