using System.CommandLine;

namespace GlobusCompute.Remote.Tool;

/// <summary>Options that were written before the command that has them: <c>gcompute --profile work task show ID</c>.</summary>
internal static class LeadingOptions
{
    private static readonly string[] s_withValue = ["--profile", "--service"];
    private static readonly string[] s_options = [.. s_withValue, "--json"];

    /// <summary>Moves such options behind the words that name the command; all else stays where it is.</summary>
    public static string[] MoveBehind(Command root, string[] args)
    {
        var (words, moved, command, at) = (new List<string>(), new List<string>(), root, 0);
        for (; at < args.Length && command.Subcommands.Count > 0; at++)
        {
            if (s_options.Contains(args[at].Split('=')[0]))
            {
                moved.Add(args[at]);
                if (s_withValue.Contains(args[at]) && at + 1 < args.Length)
                {
                    moved.Add(args[++at]);
                }
            }
            else if (command.Subcommands.FirstOrDefault(sub => sub.Name == args[at] || sub.Aliases.Contains(args[at])) is { } next)
            {
                words.Add(args[at]);
                command = next;
            }
            else
            {
                break;
            }
        }

        return moved.Count == 0 || words.Count == 0 ? args : [.. words, .. moved, .. args[at..]];
    }
}
