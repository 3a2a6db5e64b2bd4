using System.Reflection;
using System.Runtime.InteropServices;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Doctor;

/// <summary>What runs here, and with which settings.</summary>
internal static class ToolCheck
{
    public static Finding Find(CommandContext context)
    {
        var version = typeof(ToolCheck).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "?";
        return Finding.Good(
            "tool",
            $"gcompute {version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}; "
            + $"profile '{context.Settings.ProfileName}', environment '{context.Settings.Environment.Name}', "
            + $"{context.Settings.Service.GetLeftPart(UriPartial.Path)}");
    }
}
