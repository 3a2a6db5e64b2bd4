using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Top">The number of the latest task that counts, so that rows stay where they are while tasks arrive; 0 for the latest there is.</param>
/// <param name="Offset">How many tasks come before the first one, from the latest.</param>
/// <param name="Limit">How many tasks at most.</param>
internal sealed record TaskWindow(long Top, int Offset, int Limit)
{
    private const int MaxLimit = 200;

    /// <exception cref="DashboardException">A parameter cannot be used.</exception>
    public static TaskWindow Parse(IQueryCollection query) => new(
        QueryText.Number(query, "top", 0, long.MaxValue),
        (int)QueryText.Number(query, "offset", 0, int.MaxValue),
        query["limit"].ToString().Length == 0 ? MaxLimit : (int)QueryText.Number(query, "limit", 0, MaxLimit));
}
