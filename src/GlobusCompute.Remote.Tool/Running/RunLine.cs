using System.CommandLine;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>What <c>gcompute run</c> takes.</summary>
internal sealed class RunLine
{
    public Argument<string> Function { get; } = new("function")
    {
        HelpName = FunctionReference.Form,
        Description = "The function: of a Python file, whose name can be omitted if the file has only one; or the id of a registered one.",
    };

    public Argument<string[]> Words { get; } = new WordsArgument("args")
    {
        HelpName = "ARGS",
        Description = "Its arguments: VALUE, name=VALUE or --name VALUE. Values are read by the annotations of the def: a str is taken as it stands, "
            + "numbers, true and false as written, lists and dicts as JSON; without an annotation, JSON or else text. "
            + "@FILE is the content of a file, @- standard input, @@x the text @x. Behind --, every word is a value.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public Option<Guid?> Endpoint { get; } = new("--endpoint", "-e")
    {
        HelpName = "UUID",
        Description = "The endpoint. Default: the profile's.",
        CustomParser = OptionValue.OptionalId,
    };

    public Option<bool> Local { get; } = new("--local")
    {
        Description = "Runs it with the Python of this machine, without an account and a network.",
    };

    public Option<string?> Python { get; } = new("--python")
    {
        HelpName = "PATH",
        Description = "With --local, the Python interpreter, 3.9 or later. "
            + "Default: the profile's, else the one in GCOMPUTE_PYTHON, else the first on the PATH.",
    };

    public Option<int?> Workers { get; } = new("--workers")
    {
        HelpName = "N",
        Description = "With --local and --each, how many Python processes run tasks at the same time. Default: one per processor.",
        CustomParser = argument => int.TryParse(
            OptionValue.Text(argument), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= 10_000
                ? number
                : OptionValue.Refuse<int?>(argument, "a number from 1 to 10000"),
    };

    public Option<TimeSpan?> Timeout { get; } = new("--timeout")
    {
        HelpName = "SECONDS",
        Description = "How long to wait for a result. The task keeps running then. Default: as long as it takes.",
        CustomParser = OptionValue.Seconds,
    };

    public Option<string?> Each { get; } = new("--each")
    {
        HelpName = "FILE.csv",
        Description = "Calls the function once for each row; the head of the file names the parameters. ARGS are the same for all rows.",
    };

    public Option<string?> Results { get; } = new("--results")
    {
        HelpName = "FILE.jsonl",
        Description = "With --each, where results are kept. "
            + "A second run with the same file makes only the calls that have no result. Default: FILE.results.jsonl.",
    };

    public void AddTo(Command command)
    {
        command.Add(Function);
        command.Add(Words);
        command.Add(Endpoint);
        command.Add(Local);
        command.Add(Python);
        command.Add(Workers);
        command.Add(Timeout);
        command.Add(Each);
        command.Add(Results);
    }
}

/// <summary>An argument whose words may begin with a minus sign, and are read by the command itself.</summary>
internal sealed class WordsArgument(string name) : Argument<string[]>(name);
