using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Tool.Profiles;
using GlobusCompute.Remote.Tool.Running;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>A function that the user registered with this tool.</summary>
internal sealed record RegisteredFunction(Guid Id, string Name, string Hash, Uri Service, string File, DateTimeOffset Time)
{
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("function_id", Id);
        json.WriteString("name", Name);
        json.WriteString("hash", Hash);
        json.WriteString("service", Service.AbsoluteUri);
        json.WriteString("file", File);
        json.WriteString("registered_at", Time);
    }
}

/// <summary>
/// The list of functions that the user registered with this tool, since the service has none: a file of JSON lines in the user's folder.
/// </summary>
internal static class RegisteredFunctions
{
    private static string Path => ToolFolder.File("functions.jsonl")
        ?? throw new BadOptionException($"the list of functions has no folder: name one in {ToolFolder.Variable}.");

    /// <summary>Reads the list. Lines that are not understood are left out: a process may have been killed while it wrote one.</summary>
    /// <exception cref="BadOptionException">The file cannot be read.</exception>
    public static IReadOnlyList<RegisteredFunction> Read()
    {
        try
        {
            return ToolFolder.Path is not null && File.Exists(Path) ? [.. File.ReadLines(Path).Select(TryParse).OfType<RegisteredFunction>()] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadOptionException($"the list of functions in {Path} cannot be read: {e.Message}");
        }
    }

    /// <summary>Adds a function that was registered now. What the service has done stays done if the list cannot be written: a warning says so.</summary>
    public static RegisteredFunction Keep(FunctionReference reference, Guid id, Uri service)
    {
        var function = new RegisteredFunction(
            id, reference.Function.Name, reference.Function.Hash!, service, System.IO.Path.GetFullPath(reference.File!), TimeProvider.System.GetUtcNow());
        Change(() =>
        {
            using var stream = ToolFolder.Open(Path, FileMode.Append);
            Write(stream, function);
        });
        return function;
    }

    /// <summary>Removes a function. A warning says if the list cannot be written.</summary>
    public static void Remove(Guid id, Uri service) => Change(() =>
    {
        var all = Read();
        var rest = all.Where(function => function.Id != id || function.Service != service).ToList();
        if (rest.Count < all.Count)
        {
            ToolFolder.Replace(Path, stream => rest.ForEach(function => Write(stream, function)));
        }
    });

    private static void Change(Action change)
    {
        try
        {
            change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadOptionException)
        {
            ToolOutput.Warn($"warning: the list of functions could not be changed: {e.Message}");
        }
    }

    private static void Write(Stream stream, RegisteredFunction function) =>
        stream.Write(Encoding.UTF8.GetBytes($"{ToolOutput.ToJson(function.WriteTo)}\n"));

    private static RegisteredFunction? TryParse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var json = document.RootElement;
            return new RegisteredFunction(
                json.GetProperty("function_id").GetGuid(),
                json.GetProperty("name").GetString()!,
                json.GetProperty("hash").GetString()!,
                new Uri(json.GetProperty("service").GetString()!),
                json.GetProperty("file").GetString()!,
                json.GetProperty("registered_at").GetDateTimeOffset());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentNullException)
        {
            return null;
        }
    }
}
