using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Tool.Running;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>The commands of <c>gcompute function</c> about functions of the service.</summary>
internal static class FunctionCommands
{
    private static readonly int[] s_codes =
    [
        ExitCodes.NotSignedIn, ExitCodes.ServiceUnreachable, ExitCodes.Refused, ExitCodes.NotFound, ExitCodes.Stopped,
    ];

    public static IEnumerable<Command> Create() => [List(), Show(), Register(), Delete()];

    private static Argument<Guid> IdArgument() => new("function-id")
    {
        HelpName = "UUID",
        Description = "The id of the function.",
        CustomParser = OptionValue.Id,
    };

    private static Command List()
    {
        var path = new Option<string?>("--lock")
        {
            HelpName = "PATH",
            Description = $"The lock file. Default: {ComputeLockFile.FileName} in the current folder, if there is one.",
        };
        return CommandSession.Complete(
            new Command("list", "Lists the functions in the project's lock file, and those that you registered with this tool. Sends no requests.") { path },
            [ExitCodes.BadLockFile],
            context => Task.FromResult(List(context.Line.GetValue(path), context)));
    }

    private static int List(string? path, CommandContext context)
    {
        if (path is not null && !File.Exists(path))
        {
            throw new ExitException(ExitCodes.BadLockFile, $"the lock file '{path}' does not exist.");
        }

        var pinned = LockFiles.Load(path ?? ComputeLockFile.FileName).Entries.Select(static entry => new FunctionLine(
            entry.FunctionId, entry.Method, "pinned", entry.SourceHash, entry.Environment, null, entry.Time));
        var registered = RegisteredFunctions.Read().Select(static function => new FunctionLine(
            function.Id, function.Name, "registered", function.Hash, function.Service, function.File, function.Time));
        var lines = pinned.Concat(registered).ToList();
        if (context.Output.IsJson)
        {
            lines.ForEach(static line => ToolOutput.Json(line.WriteTo));
        }
        else if (lines.Count > 0)
        {
            ToolOutput.Table(
                ["FUNCTION", "NAME", "ORIGIN", "SERVICE", "TIME"],
                [.. lines.Select(static line => new[]
                {
                    $"{line.Id}", line.Name, line.Origin, line.Service.Host,
                    line.Time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
                })]);
        }

        context.Output.Tell($"{lines.Count} function{(lines.Count == 1 ? "" : "s")}.");
        return ExitCodes.Ended;
    }

    private static Command Show()
    {
        var id = IdArgument();
        var command = new Command("show", "Shows a registered function, with its source where it was registered as text.") { id };
        return CommandSession.Complete(command, s_codes, async context =>
        {
            var client = context.CreateClient();
            await using (client.ConfigureAwait(false))
            {
                var function = await client.GetFunctionAsync(context.Line.GetRequiredValue(id), context.Stop).ConfigureAwait(false);
                if (context.Output.IsJson)
                {
                    ToolOutput.Json(json =>
                    {
                        json.WriteString("function_id", function.FunctionId);
                        json.WriteString("name", function.Name);
                        json.WriteString("description", function.Description);
                        json.WriteString("python_version", function.PythonVersion);
                        json.WriteString("sdk_version", function.SdkVersion);
                        json.WriteString("source", function.Source);
                    });
                    return ExitCodes.Ended;
                }

                ToolOutput.Facts(
                    ("Function", $"{function.FunctionId}"),
                    ("Name", function.Name),
                    ("Description", function.Description),
                    ("Python", function.PythonVersion),
                    ("SDK", function.SdkVersion));
                ToolOutput.Line(function.Source is { } source ? $"\n{source.TrimEnd()}" : "\nIts code was not registered as text.");
                return ExitCodes.Ended;
            }
        });
    }

    private static Command Register()
    {
        var function = new Argument<string>("function") { HelpName = "FILE.py[:FUNCTION]", Description = "The function, and its file." };
        var description = new Option<string?>("--description") { HelpName = "TEXT", Description = "What is stored with it." };
        var isPublic = new Option<bool>("--public") { Description = "Lets everybody run it. Default: only you." };
        var group = new Option<Guid?>("--group")
        {
            HelpName = "UUID",
            Description = "A Globus group whose members may run it.",
            CustomParser = OptionValue.OptionalId,
        };
        var command = new Command("register", "Registers a Python function, and prints its id.") { function, description, isPublic, group };
        return CommandSession.Complete(command, s_codes, context =>
        {
            var options = new PythonFunctionOptions
            {
                Description = context.Line.GetValue(description),
                Public = context.Line.GetValue(isPublic),
                Group = context.Line.GetValue(group),
            };
            return RegisterAsync(FunctionReference.Read(context.Line.GetRequiredValue(function), options), context);
        });
    }

    private static async Task<int> RegisterAsync(FunctionReference reference, CommandContext context)
    {
        if (reference.File is null)
        {
            throw new BadOptionException("a function that has an id is registered already. Name a Python file.");
        }

        var client = context.CreateClient();
        await using (client.ConfigureAwait(false))
        {
            // A function is not of an endpoint, so that any id will do.
            var executor = client.CreateExecutor(context.Settings.Profile.Endpoint ?? Guid.NewGuid());
            var id = await executor.RegisterFunctionAsync(reference.Function, cancellationToken: context.Stop).ConfigureAwait(false);
            var function = RegisteredFunctions.Keep(reference, id, client.ServiceUrl);
            if (context.Output.IsJson)
            {
                ToolOutput.Json(function.WriteTo);
            }
            else
            {
                ToolOutput.Line($"{id}");
            }

            return ExitCodes.Ended;
        }
    }

    private static Command Delete()
    {
        var id = IdArgument();
        var command = new Command("delete", "Deletes a registered function that you own. Running tasks are not affected.") { id };
        return CommandSession.Complete(command, s_codes, async context =>
        {
            var function = context.Line.GetRequiredValue(id);
            var client = context.CreateClient();
            await using (client.ConfigureAwait(false))
            {
                await client.DeleteFunctionAsync(function, context.Stop).ConfigureAwait(false);
                RegisteredFunctions.Remove(function, client.ServiceUrl);
            }

            if (context.Output.IsJson)
            {
                ToolOutput.Json(json =>
                {
                    json.WriteString("function_id", function);
                    json.WriteBoolean("is_deleted", true);
                });
            }
            else
            {
                ToolOutput.Line($"Deleted {function}.");
            }

            return ExitCodes.Ended;
        });
    }

    private sealed record FunctionLine(Guid Id, string Name, string Origin, string Hash, Uri Service, string? File, DateTimeOffset Time)
    {
        public void WriteTo(Utf8JsonWriter json)
        {
            json.WriteString("function_id", Id);
            json.WriteString("name", Name);
            json.WriteString("origin", Origin);
            json.WriteString("hash", Hash);
            json.WriteString("service", Service.AbsoluteUri);
            json.WriteString("file", File);
            json.WriteString("registered_at", Time);
        }
    }
}
