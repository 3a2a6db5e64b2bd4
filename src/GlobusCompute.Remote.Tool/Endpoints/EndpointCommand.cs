using System.CommandLine;
using System.Text.Json;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Endpoints;

/// <summary><c>gcompute endpoint</c>: what it takes, and its help.</summary>
internal static class EndpointCommand
{
    private static readonly int[] s_codes =
    [
        ExitCodes.NotSignedIn, ExitCodes.ServiceUnreachable, ExitCodes.Refused, ExitCodes.NotFound, ExitCodes.Stopped,
    ];

    public static Command Create() => new("endpoint", "The endpoints, which run functions.") { List(), Show(), Status() };

    private static Command List()
    {
        var all = new Option<bool>("--all") { Description = "Lists all endpoints that you may use. Default: those that you own." };
        return CommandSession.Complete(new Command("list", "Lists endpoints.") { all }, s_codes, async context =>
        {
            var role = context.Line.GetValue(all) ? ComputeEndpointRole.Any : ComputeEndpointRole.Owner;
            var endpoints = await AskAsync(context, client => client.GetEndpointsAsync(role, context.Stop)).ConfigureAwait(false);
            if (context.Output.IsJson)
            {
                foreach (var endpoint in endpoints)
                {
                    ToolOutput.Json(json => Write(json, endpoint));
                }
            }
            else if (endpoints.Count > 0)
            {
                ToolOutput.Table(
                    ["ENDPOINT", "NAME", "DISPLAY NAME"],
                    [.. endpoints.Select(static endpoint => new[] { $"{endpoint.EndpointId}", endpoint.Name ?? "", endpoint.DisplayName ?? "" })]);
            }

            context.Output.Tell($"{endpoints.Count} endpoint{(endpoints.Count == 1 ? "" : "s")}.");
            return ExitCodes.Ended;
        });
    }

    private static Command Show() => Make("show", "Shows what the service knows about an endpoint.", s_codes, async (id, context) =>
    {
        var endpoint = await AskAsync(context, client => client.GetEndpointAsync(id, context.Stop)).ConfigureAwait(false);
        if (context.Output.IsJson)
        {
            ToolOutput.Json(json => Write(json, endpoint));
            return ExitCodes.Ended;
        }

        ToolOutput.Facts(
            ("Endpoint", $"{id}"),
            ("Name", endpoint.Name),
            ("Display name", endpoint.DisplayName),
            ("Description", endpoint.Description),
            ("Version", endpoint.EndpointVersion),
            ("Python", endpoint.PythonVersion),
            ("SDK", endpoint.SdkVersion),
            ("Host", endpoint.HostName),
            ("Public", Word(endpoint.IsPublic)),
            ("Multi-user", Word(endpoint.IsMultiUser)),
            ("High assurance", Word(endpoint.IsHighAssurance)));
        return ExitCodes.Ended;
    });

    private static Command Status() => Make(
        "status", "Shows whether an endpoint is online, and its workers and tasks.", [.. s_codes, ExitCodes.FindingsFailed], async (id, context) =>
    {
        var status = await AskAsync(context, client => client.GetEndpointStatusAsync(id, context.Stop)).ConfigureAwait(false);
        if (context.Output.IsJson)
        {
            ToolOutput.Json(json => Write(json, id, status));
        }
        else
        {
            ToolOutput.Facts(
                ("Endpoint", $"{id}"),
                ("Status", status.Status.Length == 0 ? "not known" : status.Status),
                ("Workers", Count(status.TotalWorkers, status.IdleWorkers, "idle")),
                ("Tasks", Count(status.OutstandingTasks, status.PendingTasks, "waiting")));
        }

        if (!status.IsOnline)
        {
            context.Output.Tell("The endpoint is not online. It still accepts tasks, which wait until 'globus-compute-endpoint start' runs on its machine.");
        }

        return status.IsOnline ? ExitCodes.Ended : ExitCodes.FindingsFailed;
    });

    private static Command Make(string name, string description, int[] codes, Func<Guid, CommandContext, Task<int>> run)
    {
        var id = new Argument<Guid?>("endpoint")
        {
            HelpName = "UUID",
            Description = "The id of the endpoint. Default: the profile's.",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = OptionValue.OptionalId,
        };
        return CommandSession.Complete(new Command(name, description) { id }, codes, context => run(
            context.Line.GetValue(id) ?? context.Settings.Profile.Endpoint
                ?? throw new BadOptionException("no endpoint is named: pass its UUID, or keep one with 'gcompute profile set endpoint UUID'."),
            context));
    }

    private static async Task<T> AskAsync<T>(CommandContext context, Func<ComputeClient, Task<T>> ask)
    {
        var client = context.CreateClient();
        await using (client.ConfigureAwait(false))
        {
            return await ask(client).ConfigureAwait(false);
        }
    }

    private static string? Word(bool? flag) => flag switch { true => "yes", false => "no", _ => null };

    private static string? Count(int? total, int? part, string what) =>
        total is null && part is null ? null : $"{(total is { } all ? $"{all}" : "?")}{(part is { } some ? $", {some} {what}" : "")}";

    private static void Write(Utf8JsonWriter json, ComputeEndpoint endpoint)
    {
        json.WriteString("endpoint_id", endpoint.EndpointId);
        json.WriteString("name", endpoint.Name);
        json.WriteString("display_name", endpoint.DisplayName);
        JsonMember.Id(json, "owner_id", endpoint.OwnerId);
    }

    private static void Write(Utf8JsonWriter json, ComputeEndpointMetadata endpoint)
    {
        json.WriteString("endpoint_id", endpoint.EndpointId);
        json.WriteString("name", endpoint.Name);
        json.WriteString("display_name", endpoint.DisplayName);
        json.WriteString("description", endpoint.Description);
        json.WriteString("endpoint_version", endpoint.EndpointVersion);
        json.WriteString("python_version", endpoint.PythonVersion);
        json.WriteString("sdk_version", endpoint.SdkVersion);
        json.WriteString("host_name", endpoint.HostName);
        JsonMember.Flag(json, "is_public", endpoint.IsPublic);
        JsonMember.Flag(json, "is_multi_user", endpoint.IsMultiUser);
        JsonMember.Flag(json, "is_high_assurance", endpoint.IsHighAssurance);
    }

    private static void Write(Utf8JsonWriter json, Guid id, ComputeEndpointStatus status)
    {
        json.WriteString("endpoint_id", id);
        json.WriteString("status", status.Status);
        json.WriteBoolean("is_online", status.IsOnline);
        JsonMember.Number(json, "total_workers", status.TotalWorkers);
        JsonMember.Number(json, "idle_workers", status.IdleWorkers);
        JsonMember.Number(json, "pending_tasks", status.PendingTasks);
        JsonMember.Number(json, "outstanding_tasks", status.OutstandingTasks);
        JsonMember.Number(json, "managers", status.Managers);
    }
}
