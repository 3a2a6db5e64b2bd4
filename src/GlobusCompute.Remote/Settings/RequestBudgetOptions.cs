namespace GlobusCompute.Remote.Settings;

/// <summary>
/// Sets how many requests are sent in a time. The defaults are what the service documents: 20 requests in 10 seconds. A request is sent at once while half of
/// them are free. Then requests are spaced evenly, by the defaults for at most a second, and no window ever holds more than the limit.
/// </summary>
public sealed class RequestBudgetOptions
{
    /// <summary>Gets or sets how many requests are sent in a <see cref="Window"/>. Default 20, at least 1.</summary>
    public int Requests { get; set; } = 20;

    /// <summary>Gets or sets the length of the window. Default 10 seconds, above zero and at most 24 days.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(10);

    internal RequestBudgetOptions Copy() => new() { Requests = Requests, Window = Window };
}
