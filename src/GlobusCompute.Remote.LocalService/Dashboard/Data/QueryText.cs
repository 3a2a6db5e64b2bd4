using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>Reads parameters of a page's request.</summary>
internal static class QueryText
{
    /// <exception cref="DashboardException">The parameter is not a number of that range.</exception>
    public static long Number(IQueryCollection query, string name, long least, long most) =>
        query[name].ToString() is not { Length: > 0 } text ? least
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Refuse(name, $"a number from {least} to {most}");

    public static DashboardException Refuse(string name, string rule) => new(StatusCodes.Status400BadRequest, $"The parameter {name} must be {rule}.");
}
