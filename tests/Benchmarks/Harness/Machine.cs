using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>What figures were measured on.</summary>
internal static class Machine
{
    public static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"Measured on {DateTime.UtcNow:yyyy-MM-dd} with {Environment.ProcessorCount} cores of {Processor()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, RabbitMQ.Client {ClientVersion()}");

    private static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        const string Name = "model name";
        return OperatingSystem.IsLinux() && File.ReadLines(Info).FirstOrDefault(static line => line.StartsWith(Name, StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string ClientVersion() => typeof(RabbitMQ.Client.IConnection).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
