using System.Text.Json;
using System.Text.Json.Nodes;

namespace GlobusCompute.Remote.Functions;

/// <summary>
/// Nodes and ranks of MPI functions, for <see cref="ComputeExecutorOptions.ResourceSpecification"/>. Of ranks per node and ranks in all, the endpoint
/// computes the one that is not given.
/// </summary>
public sealed record MpiResources
{
    private static readonly string[] s_counts = ["num_nodes", "ranks_per_node", "num_ranks"];

    /// <summary>Nodes; at least 1. Null (the default) leaves it to the endpoint.</summary>
    public int? Nodes { get; init; }

    /// <summary>Ranks on each node; at least 1. Null (the default) leaves it to the endpoint.</summary>
    public int? RanksPerNode { get; init; }

    /// <summary>Ranks in all; at least 1. Null (the default) leaves it to the endpoint.</summary>
    public int? Ranks { get; init; }

    /// <summary>Gets or sets options for the launcher, e.g. <c>--cpus-per-task=2</c>. Null (the default) for none.</summary>
    public string? LauncherOptions { get; init; }

    /// <summary>Returns the specification in the form that the service accepts.</summary>
    /// <exception cref="InvalidOperationException">Nothing is set, or a number is below 1.</exception>
    public JsonObject ToResourceSpecification()
    {
        var specification = new JsonObject();
        Add(specification, "num_nodes", Nodes);
        Add(specification, "ranks_per_node", RanksPerNode);
        Add(specification, "num_ranks", Ranks);
        if (LauncherOptions is not null)
        {
            specification.Add("launcher_options", LauncherOptions);
        }

        if (Refuse(specification.ToJsonString()) is { } reason)
        {
            throw new InvalidOperationException($"These resources cannot be used: {reason}.");
        }

        return specification;
    }

    /// <summary>Why a specification is none for an MPI function, or null when it is one.</summary>
    internal static string? Refuse(string? specification)
    {
        if (specification is null)
        {
            return "the resource specification is empty, and an endpoint cannot tell on how many nodes to start";
        }

        using var document = JsonDocument.Parse(specification);
        var any = false;
        foreach (var member in document.RootElement.EnumerateObject())
        {
            any = true;
            if (s_counts.Contains(member.Name))
            {
                if (member.Value.ValueKind != JsonValueKind.Number || !member.Value.TryGetInt32(out var count) || count < 1)
                {
                    return $"'{member.Name}' of the resource specification must be a whole number above zero";
                }
            }
            else if (member.Name != "launcher_options")
            {
                return $"'{member.Name}' is none of num_nodes, ranks_per_node, num_ranks and launcher_options, "
                    + "which are all that a resource specification of an MPI function may hold";
            }
            else if (member.Value.ValueKind != JsonValueKind.String)
            {
                return "'launcher_options' of the resource specification must be text";
            }
        }

        return any ? null : Refuse(null);
    }

    private static void Add(JsonObject specification, string name, int? value)
    {
        if (value is { } number)
        {
            specification.Add(name, number);
        }
    }
}
