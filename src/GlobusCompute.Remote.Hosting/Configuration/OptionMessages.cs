using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Hosting.Configuration;

/// <summary>Names keys of the configuration where the library names properties of its options.</summary>
internal static class OptionMessages
{
    /// <summary>Joins keys; a path may be empty.</summary>
    public static string Key(string path, params string[] keys) => string.Join(':', keys.Prepend(path).Where(static key => key.Length > 0));

    /// <summary>Says what is wrong with an option as somebody reads it who wrote a configuration.</summary>
    /// <param name="error">What the library says.</param>
    /// <param name="path">The key of the section that the options were bound from.</param>
    public static string Translate(ArgumentException error, string path)
    {
        var message = error.Message;
        var end = message.IndexOf($" (Parameter '{error.ParamName}')", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end])
            .Replace($"{nameof(ComputeClientOptions)}.", path.Length > 0 ? path + ":" : "", StringComparison.Ordinal)
            .Replace($"{nameof(ComputeExecutorOptions)}.", path + ":", StringComparison.Ordinal)
            .Replace($"{nameof(ComputeUserRuntime)}.", Key(path, nameof(ComputeClientSettings.UserRuntime)) + ":", StringComparison.Ordinal);
    }
}
