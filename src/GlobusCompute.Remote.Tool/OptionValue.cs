using System.CommandLine.Parsing;

namespace GlobusCompute.Remote.Tool;

/// <summary>How values of options are read and refused.</summary>
internal static class OptionValue
{
    public static string Text(ArgumentResult argument) => argument.Tokens[0].Value;

    public static bool IsToken(string text) => text.Length > 0 && text.All(c => c is > ' ' and <= '~');

    public static T Refuse<T>(ArgumentResult argument, string rule) => RefuseSecret<T>(argument, rule, $", but is '{Text(argument)}'");

    /// <summary>Refuses a value that may hold a password, and so does not repeat it.</summary>
    public static T RefuseSecret<T>(ArgumentResult argument, string rule, string value = "")
    {
        argument.AddError($"{((OptionResult)argument.Parent!).Option.Name} must be {rule}{value}.");
        return default!;
    }
}
