using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Tool.Running;

namespace GlobusCompute.Remote.Tool;

/// <summary>What is wrong with a command line, with one sentence for each mistake.</summary>
internal static class Mistakes
{
    /// <summary>The sentences; none for a line that can be run.</summary>
    public static IReadOnlyList<string> Of(ParseResult line)
    {
        var unknown = FirstUnknown(line);
        if (line.Action is not ParseErrorAction && (unknown is null || HasActionOfItsOwn(line)))
        {
            return [];
        }

        // Of a word that means nothing, later words and what is missing are consequences.
        var values = line.Errors.Where(static error => error.SymbolResult is not CommandResult).Select(static error => error.Message);
        return unknown is null ? [.. line.Errors.Select(static error => error.Message).Distinct()]
            : [Unrecognized(unknown, line.CommandResult), .. values.Distinct()];
    }

    /// <summary>The sentence about a value that is written together with a switch, such as <c>--local=true</c>; null without one.</summary>
    public static string? SwitchWithValue(ParseResult line, IEnumerable<string> args)
    {
        foreach (var word in args.TakeWhile(static word => word != "--").Where(static word => word.StartsWith("--", StringComparison.Ordinal)))
        {
            var name = word.Split('=', ':')[0];
            if (name.Length < word.Length && line.CommandResult.Command.Options.Any(option => option is Option<bool> && option.Name == name))
            {
                return $"{name} takes no value. Write it alone, or leave it out.";
            }
        }

        return null;
    }

    /// <summary>The first word that is not a command, option or value; a word that looks like an option does not name a project either.</summary>
    private static string? FirstUnknown(ParseResult line)
    {
        var unmatched = line.UnmatchedTokens
            .Concat(line.CommandResult.Children.OfType<ArgumentResult>()
                .Where(static argument => argument.Argument is not WordsArgument)
                .SelectMany(static argument => argument.Tokens)
                .Select(static token => token.Value)
                .Where(IsOption))
            .ToHashSet(StringComparer.Ordinal);
        return line.Tokens.Select(static token => token.Value).FirstOrDefault(unmatched.Contains) ?? unmatched.FirstOrDefault();
    }

    /// <summary>Whether the line asks for help or the version, which nothing else on it changes.</summary>
    private static bool HasActionOfItsOwn(ParseResult line) => line.Action is not null && line.Action != line.CommandResult.Command.Action;

    private static bool IsOption(string word) => word.StartsWith('-') && word.Length > 1;

    private static string Unrecognized(string word, CommandResult command)
    {
        var name = IsOption(word) ? word.Split('=', ':')[0] : word;
        var candidates = IsOption(word) ? OptionsOf(command) : command.Command.Subcommands.SelectMany(static sub => sub.Aliases.Append(sub.Name));
        var nearest = NearestName.Find(name, candidates.Where(candidate => candidate != name));
        return $"Unrecognized command or argument '{word}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}";
    }

    private static IEnumerable<string> OptionsOf(CommandResult command)
    {
        var own = command.Command.Options.SelectMany(static option => option.Aliases.Prepend(option.Name));
        var inherited = command.Parent is CommandResult parent
            ? parent.Command.Options.Where(static option => option.Recursive).Select(static option => option.Name)
            : [];
        return own.Concat(inherited).Where(static option => option.StartsWith("--", StringComparison.Ordinal));
    }
}
