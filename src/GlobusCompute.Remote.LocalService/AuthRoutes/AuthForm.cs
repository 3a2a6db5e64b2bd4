using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>The parameters of a request, each at most once.</summary>
internal sealed class AuthForm
{
    private const int MostBytes = 64 * 1024;

    private readonly IReadOnlyDictionary<string, StringValues> _values;

    private AuthForm(IReadOnlyDictionary<string, StringValues> values) => _values = values;

    /// <summary>The values of a parameter that is not empty; null without it.</summary>
    public string? this[string name] => _values.TryGetValue(name, out var value) && value[0] is { Length: > 0 } text ? text : null;

    public static AuthForm Of(IQueryCollection query) => new(query.ToDictionary(item => item.Key, item => item.Value, StringComparer.Ordinal));

    /// <exception cref="AuthException">It is not a form, or too long.</exception>
    public static async Task<AuthForm> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentType?.Split(';')[0].Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw AuthException.OAuth("invalid_request", "The body must be application/x-www-form-urlencoded.");
        }

        if (request.Query.Count > 0)
        {
            throw AuthException.OAuth("invalid_request", "The parameters belong in the body, not in the query.");
        }

        try
        {
            using var reader = new FormReader(request.Body) { KeyLengthLimit = 200, ValueLengthLimit = MostBytes, ValueCountLimit = 50 };
            var values = await reader.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
            return new AuthForm(values);
        }
        catch (InvalidDataException)
        {
            throw AuthException.OAuth("invalid_request", "The form is too long or has too many values.");
        }
    }

    /// <summary>Finds a parameter that is there several times or is none of those that are known.</summary>
    /// <returns>What is wrong; null if nothing is.</returns>
    public string? FindFault(params string[] known)
    {
        foreach (var (name, value) in _values)
        {
            if (Array.IndexOf(known, name) < 0)
            {
                return $"The parameter '{name}' is not known here.";
            }

            if (value.Count > 1)
            {
                return $"The parameter '{name}' is there several times.";
            }
        }

        return null;
    }

    /// <exception cref="AuthException">A parameter is there several times, or is none of those that are known.</exception>
    public void Check(params string[] known)
    {
        if (FindFault(known) is { } fault)
        {
            throw AuthException.OAuth("invalid_request", fault);
        }
    }

    /// <exception cref="AuthException">The parameter is not there.</exception>
    public string Require(string name) => this[name] ?? throw AuthException.OAuth("invalid_request", $"The parameter '{name}' is required.");
}
