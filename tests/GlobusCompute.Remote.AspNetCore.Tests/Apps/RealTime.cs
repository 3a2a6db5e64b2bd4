using Microsoft.Extensions.DependencyInjection;

namespace GlobusCompute.Remote.AspNetCore.Tests.Apps;

/// <summary>A clock for apps that wait for real Python: it shows the time of the tests' clock, and its timers are real.</summary>
internal sealed class RealTime(TimeProvider shown) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => shown.GetUtcNow();
}

internal static class RealTimeExtensions
{
    public static void AddRealTime(this IServiceCollection services)
    {
        var shown = (TimeProvider)services.Last(static service => service.ServiceType == typeof(TimeProvider)).ImplementationInstance!;
        services.AddSingleton<TimeProvider>(new RealTime(shown));
    }
}
