using System.CommandLine.Parsing;
using System.Globalization;

namespace GlobusCompute.Remote.Tool;

/// <summary>How values of options are read and refused.</summary>
internal static class OptionValue
{
    public static string Text(ArgumentResult argument) => argument.Tokens[0].Value;

    public static bool IsToken(string text) => text.Length > 0 && text.All(c => c is > ' ' and <= '~');

    /// <summary>Reads an http or https URL. What is refused is not repeated: it may hold a password.</summary>
    public static Uri? Url(ArgumentResult argument) => ReadUrl(Text(argument)) ?? RefuseSecret<Uri?>(argument, "an absolute http or https URL");

    public static Uri? ReadUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Host.Length: > 0 } ? url : null;

    /// <summary>Reads a UUID.</summary>
    public static Guid Id(ArgumentResult argument) =>
        Guid.TryParseExact(Text(argument), "D", out var id) && id != Guid.Empty ? id : Refuse<Guid>(argument, "a UUID that is not all zero");

    /// <summary>Reads a UUID of an option that may be absent.</summary>
    public static Guid? OptionalId(ArgumentResult argument) => Id(argument);

    /// <summary>Reads a number of seconds above zero, at most 24 days.</summary>
    public static TimeSpan? Seconds(ArgumentResult argument) =>
        double.TryParse(Text(argument), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 24 * 86_400
            ? TimeSpan.FromSeconds(seconds)
            : Refuse<TimeSpan?>(argument, "a number of seconds above 0 and at most 2073600");

    public static T Refuse<T>(ArgumentResult argument, string rule) => RefuseSecret<T>(argument, rule, $", but is '{Text(argument)}'");

    /// <summary>Refuses a value that may hold a password, and so does not repeat it.</summary>
    public static T RefuseSecret<T>(ArgumentResult argument, string rule, string value = "")
    {
        var name = argument.Parent is OptionResult option ? option.Option.Name : argument.Argument.Name;
        argument.AddError($"{name} must be {rule}{value}.");
        return default!;
    }
}
