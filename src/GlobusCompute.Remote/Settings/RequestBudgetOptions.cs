namespace GlobusCompute.Remote.Settings;

/// <summary>How many requests a client sends in a time. The service documents 20 in 10 s.</summary>
/// <param name="Requests">Requests per window, at least 1.</param>
/// <param name="Window">The window's length, above zero.</param>
public sealed record RequestBudgetOptions(int Requests, TimeSpan Window)
{
    /// <summary>What the service documents: 20 requests in 10 seconds.</summary>
    public static RequestBudgetOptions Documented { get; } = new(20, TimeSpan.FromSeconds(10));
}
