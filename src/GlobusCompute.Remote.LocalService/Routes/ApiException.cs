using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>An answer other than success, in the documented form (protocol.md §3.3).</summary>
internal sealed class ApiException : Exception
{
    private readonly IReadOnlyList<string>? _location;

    public ApiException(int status, string code, string detail)
        : base(detail)
    {
        Status = status;
        Code = code;
    }

    private ApiException(string detail, IReadOnlyList<string> location)
        : this(StatusCodes.Status422UnprocessableEntity, "REQUEST_MALFORMED", detail) => _location = location;

    public int Status { get; }

    public string Code { get; }

    public int? RetryAfterSeconds { get; init; }

    /// <summary>What a new sign-in must have (protocol.md §2.9); null for other errors.</summary>
    public LocalSessionRequirement? Requirement { get; private init; }

    /// <summary>A request that does not fit the schema: 422 with a list of places instead of a text.</summary>
    public static ApiException Invalid(string detail, params string[] location) => new(detail, location);

    public static ApiException TooLarge(string detail) => new(StatusCodes.Status413PayloadTooLarge, "TASK_PAYLOAD_TOO_LARGE", detail);

    public static ApiException NotFound(string code, string what, Guid id) => new(StatusCodes.Status404NotFound, code, $"{what} {id} could not be found.");

    public static ApiException SignInRequired(LocalSessionRequirement requirement) =>
        new(StatusCodes.Status403Forbidden, requirement.Code, requirement.Message ?? "A new sign-in is required.") { Requirement = requirement };

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = JsonAnswer.ContentType;
        if (RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        using (var writer = new Utf8JsonWriter(response.BodyWriter))
        {
            writer.WriteStartObject();
            writer.WriteString("status"u8, "Failed"u8);
            writer.WriteString("code"u8, Code);
            writer.WriteStartArray("error_args"u8);
            writer.WriteEndArray();
            writer.WriteNumber("http_status_code"u8, Status);
            writer.WritePropertyName("detail"u8);
            WriteDetail(writer);
            writer.WritePropertyName("reason"u8);
            WriteDetail(writer);
            if (Requirement is not null)
            {
                RequirementJson.Write(writer, Requirement);
            }

            writer.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private void WriteDetail(Utf8JsonWriter writer)
    {
        if (_location is null)
        {
            writer.WriteStringValue(Message);
            return;
        }

        writer.WriteStartArray();
        writer.WriteStartObject();
        writer.WriteStartArray("loc"u8);
        foreach (var part in _location)
        {
            writer.WriteStringValue(part);
        }

        writer.WriteEndArray();
        writer.WriteString("msg"u8, Message);
        writer.WriteString("type"u8, "value_error"u8);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
