using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>Registration of functions (protocol.md §3.5).</summary>
internal sealed class FunctionRoutes(FunctionStore functions, Ownership ownership, int maxBytes)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v3/functions", (RequestDelegate)(context => RegisterAsync(context, "meta", isMetaRequired: true)));
        routes.MapPost("/v2/functions", (RequestDelegate)(context => RegisterAsync(context, "metadata", isMetaRequired: false)));
        routes.MapGet("/v2/functions/{id}", (RequestDelegate)GetAsync);
        routes.MapDelete("/v2/functions/{id}", (RequestDelegate)DeleteAsync);
    }

    private async Task RegisterAsync(HttpContext context, string metaName, bool isMetaRequired)
    {
        if (!isMetaRequired)
        {
            RequiredHeaders.CheckUserAgent(context.Request);
        }

        FunctionRecord function;
        using (var body = await ReadAsync(context).ConfigureAwait(false))
        using (var document = body.Parse())
        {
            function = Read(document.RootElement, metaName, isMetaRequired) with { Owner = CallingUsers.Of(context) };
        }

        functions.Put(function);
        await JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("function_uuid"u8, function.Id);
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task<RequestBody> ReadAsync(HttpContext context)
    {
        try
        {
            return await RequestBody.ReadAsync(context, maxBytes).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Status == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ApiException(e.Status, "FUNCTION_TOO_LARGE", e.Message);
        }
    }

    private static FunctionRecord Read(JsonElement body, string metaName, bool isMetaRequired)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Invalid("The body must be an object.", "body");
        }

        var name = Text(body, "function_name", true, "body")!;
        var code = Text(body, "function_code", true, "body")!;
        var description = Text(body, "description", false, "body");
        var (python, sdk) = ReadMeta(body, metaName, isMetaRequired);
        var isPublic = body.TryGetProperty("public", out var flag) && flag.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw ApiException.Invalid("It must be true or false.", "body", "public"),
        };
        var hasGroup = HasUuid(body, "group");
        if (!isMetaRequired)
        {
            // Taken and not used: there are no containers here.
            HasUuid(body, "container_uuid");
            Text(body, "entry_point", false, "body");
        }

        if (HasUuid(body, "ha_endpoint_id") && (isPublic || hasGroup))
        {
            throw ApiException.Invalid(
                "A function bound to a high-assurance endpoint can be neither public nor shared with a group.", "body", "ha_endpoint_id");
        }

        return new FunctionRecord(Guid.NewGuid(), name, Encoding.UTF8.GetBytes(code), description, python, sdk) { IsPublic = isPublic };
    }

    private static (string? Python, string? Sdk) ReadMeta(JsonElement body, string name, bool isRequired)
    {
        if (!body.TryGetProperty(name, out var meta) || meta.ValueKind == JsonValueKind.Null)
        {
            return isRequired ? throw ApiException.Invalid("This member is required.", "body", name) : (null, null);
        }

        if (meta.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Invalid("It must be an object.", "body", name);
        }

        Text(meta, "serde_identifier", isRequired, "body", name);
        return (Text(meta, "python_version", isRequired, "body", name), Text(meta, "sdk_version", isRequired, "body", name));
    }

    private static string? Text(JsonElement parent, string name, bool isRequired, params string[] location)
    {
        if (!parent.TryGetProperty(name, out var value) || (value.ValueKind == JsonValueKind.Null && !isRequired))
        {
            return isRequired ? throw ApiException.Invalid("This member is required.", [.. location, name]) : null;
        }

        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : throw ApiException.Invalid("It must be a string.", [.. location, name]);
        }
        catch (InvalidOperationException)
        {
            throw ApiException.Invalid("The text contains an unpaired surrogate.", [.. location, name]);
        }
    }

    private static bool HasUuid(JsonElement body, string name)
    {
        var text = Text(body, name, false, "body");
        return text is not null && (Guid.TryParse(text, out _) ? true : throw ApiException.Invalid($"'{text}' is not a UUID.", "body", name));
    }

    private Task GetAsync(HttpContext context)
    {
        var function = Find(JsonAnswer.Id(context));
        ownership.CheckUse(function, CallingUsers.Of(context)!);
        return JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("function_uuid"u8, function.Id);
            writer.WriteString("function_name"u8, function.Name);
            if (function.Description is not null)
            {
                writer.WriteString("description"u8, function.Description);
            }

            writer.WriteString("function_code"u8, function.Code);
            writer.WriteStartObject("metadata"u8);
            if (function.PythonVersion is not null)
            {
                writer.WriteString("python_version"u8, function.PythonVersion);
            }

            if (function.SdkVersion is not null)
            {
                writer.WriteString("sdk_version"u8, function.SdkVersion);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private Task DeleteAsync(HttpContext context)
    {
        var function = Find(JsonAnswer.Id(context));
        ownership.CheckOwner(function, CallingUsers.Of(context)!);
        functions.Remove(function.Id);
        return JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("result"u8, StatusCodes.Status302Found);
            writer.WriteEndObject();
        });
    }

    private FunctionRecord Find(Guid id) =>
        functions.TryGet(id, out var function) ? function : throw ApiException.NotFound("FUNCTION_NOT_FOUND", "Function", id);
}
