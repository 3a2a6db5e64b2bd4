using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GlobusCompute.Remote.Tool;

/// <summary>The usual help of a command, and below it what its exit codes mean.</summary>
internal sealed class HelpWithExitCodes : SynchronousCommandLineAction
{
    private readonly HelpAction _usual;
    private readonly string _codes;

    private HelpWithExitCodes(HelpAction usual, string codes)
    {
        _usual = usual;
        _codes = codes;
    }

    /// <summary>Makes the option that shows it.</summary>
    /// <param name="codes">The exit codes, in lines.</param>
    public static HelpOption Option(string codes)
    {
        var option = new HelpOption();
        option.Action = new HelpWithExitCodes((HelpAction)option.Action!, codes);
        return option;
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = _usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(_codes);
        return code;
    }
}
