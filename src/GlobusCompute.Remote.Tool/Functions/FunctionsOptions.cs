using System.CommandLine;
using GlobusCompute.Remote.Locking;

namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>What the commands about functions take, and what values.</summary>
/// <param name="service">What is done with a service.</param>
internal class FunctionsOptions(string service)
{
    public Argument<string?> Target { get; } = new("project")
    {
        HelpName = "PROJECT|ASSEMBLY.dll",
        Description = "A C# project, its folder, or an assembly that was built of one. Default: the project in the current folder. "
            + "A project is built, in a folder of its own.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<Uri?> Service { get; } = new("--service")
    {
        HelpName = "URL",
        Description = service,
        CustomParser = argument =>
            Uri.TryCreate(OptionValue.Text(argument), UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Host.Length: > 0 }
                ? url
                : OptionValue.RefuseSecret<Uri?>(argument, "an absolute http or https URL"),
    };

    public Option<string?> Lock { get; } = new("--lock")
    {
        HelpName = "PATH",
        Description = $"The lock file. Default: the project's, which is {ComputeLockFile.FileName} beside it; "
            + "for an assembly, that file in the current folder.",
    };

    public Option<string?> Framework { get; } = new("--framework", "-f")
    {
        HelpName = "TFM",
        Description = "The target framework to build. Default: the project's first.",
    };

    public Option<string?> Configuration { get; } = new("--configuration", "-c")
    {
        HelpName = "NAME",
        Description = "The configuration to build. Default: the project's own default.",
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Prints one line of JSON: lock_file, is_clean, and for each function method, environment, state, function_id and error.",
    };

    public virtual void AddTo(Command command)
    {
        command.Add(Target);
        command.Add(Service);
        command.Add(Lock);
        command.Add(Framework);
        command.Add(Configuration);
        command.Add(Json);
    }
}
