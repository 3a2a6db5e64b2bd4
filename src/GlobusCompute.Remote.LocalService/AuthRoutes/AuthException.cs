using System.Globalization;
using System.Text.Json;
using GlobusCompute.Remote.LocalService.Routes;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>An answer of Globus Auth other than success.</summary>
internal sealed class AuthException : Exception
{
    private const string Realm = "Basic realm=\"local\"";

    private readonly string? _title;

    private AuthException(int status, string error, string description, string? title = null)
        : base(description) => (Status, Error, _title) = (status, error, title);

    /// <summary>A simulated fault.</summary>
    public AuthException(ApiException fault)
        : this(fault.Status, CodeOf(fault.Status), fault.Message) => RetryAfterSeconds = fault.RetryAfterSeconds;

    public int Status { get; }

    public int? RetryAfterSeconds { get; }

    /// <summary>The error's code, as OAuth has it.</summary>
    public string Error { get; }

    /// <summary>An error of a token request, as RFC 6749 has it.</summary>
    public static AuthException OAuth(string error, string description) => new(StatusCodes.Status400BadRequest, error, description);

    /// <summary>The client is not known, or did not prove who it is.</summary>
    public static AuthException InvalidClient(string description) => new(StatusCodes.Status401Unauthorized, "invalid_client", description);

    /// <summary>An error of a call with an access token, in the form of Globus's own interfaces.</summary>
    public static AuthException Unauthorized(string detail) => new(StatusCodes.Status401Unauthorized, "unauthorized", detail, "Unauthorized");

    public static AuthException Forbidden(string detail) => new(StatusCodes.Status403Forbidden, "forbidden", detail, "Forbidden");

    public static AuthException Other(int status, string detail) => new(status, CodeOf(status), detail);

    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (Error == "invalid_client")
        {
            context.Response.Headers.WWWAuthenticate = Realm;
        }

        if (RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return AuthJson.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("error"u8, Error);
            writer.WriteString("error_description"u8, _title ?? Message);
            if (_title is not null)
            {
                WriteDetails(writer, _title);
            }

            writer.WriteEndObject();
        });
    }

    private static string CodeOf(int status) => status is >= 500 or StatusCodes.Status429TooManyRequests ? "temporarily_unavailable" : "invalid_request";

    private void WriteDetails(Utf8JsonWriter writer, string title)
    {
        writer.WriteStartArray("errors"u8);
        writer.WriteStartObject();
        writer.WriteString("id"u8, Guid.NewGuid());
        writer.WriteString("status"u8, Status.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("code"u8, title.ToUpperInvariant());
        writer.WriteString("title"u8, title);
        writer.WriteString("detail"u8, Message);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
