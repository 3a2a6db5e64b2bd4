using System.Collections;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Functions.Shell;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Shared.Shell;
using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote;

/// <summary>
/// A command that bash runs on the worker, for commands that are known only at run time. Where they are known when compiling, an interface with
/// <see cref="ComputeShellFunctionAttribute"/> has its fields checked then. Immutable once used, and safe for use by many threads.
/// </summary>
/// <remarks>
/// Values are put into quotes as that attribute says. Make one object per command and keep it: its function is registered once per client.
/// </remarks>
public sealed class ShellFunction
{
    private readonly string _name = "shell_function";
    private ShellCommand? _shell;

    /// <summary>Creates a command.</summary>
    /// <param name="command">The command line; <c>{name}</c> is a field, <c>{{</c> and <c>}}</c> are braces.</param>
    /// <exception cref="ArgumentNullException"><paramref name="command"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// The command is empty or its braces are not well formed. Whether a field stands where quotes would not protect its value is found at the first call.
    /// </exception>
    public ShellFunction(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Command = command;

        // Unquoted fields are not known yet: what is wrong with any other shows at once.
        var template = ShellTemplate.Parse(command, static _ => true);
        if (template.Problem is { } problem)
        {
            throw new ArgumentException($"The command {problem}.", nameof(command));
        }
    }

    /// <summary>Gets the command line with its fields.</summary>
    public string Command { get; }

    /// <summary>Gets or sets the name of the registered Python function, an identifier. Default <c>shell_function</c>.</summary>
    /// <exception cref="ArgumentException">The name is not an identifier of ASCII letters, digits and underscores.</exception>
    public string Name
    {
        get => _name;
        init => _name = value is { Length: > 0 } && !char.IsAsciiDigit(value[0]) && value.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? value
            : throw new ArgumentException($"'{value}' is not a Python identifier of ASCII letters, digits and underscores.", nameof(value));
    }

    /// <summary>
    /// Gets or sets the walltime of the command; when it is exceeded, the result has code 124 and <see cref="ShellResult.HasTimedOut"/>. The worker does not
    /// end the process. Null (the default) sets no limit; above zero otherwise.
    /// </summary>
    public TimeSpan? Walltime { get; init; }

    /// <summary>
    /// Gets or sets the number of last lines of output and error output that are returned; they count towards the 10 MiB of a result. Default 1000, at least 0.
    /// </summary>
    public int SnippetLines { get; init; } = ShellDefaults.SnippetLines;

    /// <summary>
    /// Gets or sets the file that the output is appended to, relative to the task's folder. Null (the default) takes one named after the task.
    /// </summary>
    public string? Stdout { get; init; }

    /// <summary>Gets or sets the file that the error output is appended to, likewise. Null (the default) takes one named after the task.</summary>
    public string? Stderr { get; init; }

    /// <summary>
    /// Gets or sets whether the endpoint's MPI launcher starts the command. Default false. The executor then needs a resource specification, see
    /// <see cref="MpiResources"/>.
    /// </summary>
    public bool IsMpi { get; init; }

    /// <summary>
    /// Fields whose values are put in as they are, without quotes. Default none. Whoever chooses such a value chooses what runs: never pass what comes
    /// from outside.
    /// </summary>
    public IReadOnlyCollection<string> UnquotedFields { get; init; } = [];

    /// <summary>Returns the command.</summary>
    public override string ToString() => Command;

    internal ShellCommand Shell => _shell ??= new ShellCommand(
        Name,
        Name,
        Command,
        new ShellOptions(Walltime?.TotalSeconds, SnippetLines == ShellDefaults.SnippetLines ? null : SnippetLines, Stdout, Stderr, IsMpi),
        name => UnquotedFields.Contains(name));

    internal ShellArguments Fill(IEnumerable<(string Field, object? Value)> arguments)
    {
        var shell = Shell;
        var missing = shell.Fields.Select(static field => field.Name).ToHashSet(StringComparer.Ordinal);
        var filled = new HashSet<string>(StringComparer.Ordinal);
        var values = new ShellArguments(shell);
        foreach (var (field, value) in arguments)
        {
            if (field is null || !filled.Add(field))
            {
                throw new ArgumentException($"{Name}: the field '{field}' is given twice.", field);
            }

            if (!missing.Remove(field))
            {
                throw new ArgumentException($"{Name}: the command has no field {{{field}}}: {Command}", field);
            }

            Fill(ref values, shell, field, value);
        }

        return missing.Count == 0
            ? values
            : throw new ArgumentException($"{Name}: the field {{{missing.First()}}} is given no value.", missing.First());
    }

    private void Fill(ref ShellArguments values, ShellCommand shell, string field, object? value)
    {
        if (value is not null && ShellWord.TextOf(value) is { } text)
        {
            values.Add(field, field, text, UnquotedFields.Contains(field));
        }
        else if (value is not null and not IEnumerable)
        {
            throw new ArgumentException(
                $"{Name}: the value of '{field}' is {Article.With(TypeNames.Of(value.GetType()))} without a single text form; pass text.", field);
        }
        else if (!shell.IsWholeWord(field))
        {
            throw new ArgumentException(
                $"{Name}: the value of '{field}' is {(value is null ? "null" : "a list")}, and the field is not a word of its own; "
                + "pass one value, or put blanks around the field.",
                field);
        }
        else if (value is null)
        {
            values.Fill(field, field, "");
        }
        else
        {
            values.AddEach(field, field, Words(field, (IEnumerable)value));
        }
    }

    private IEnumerable<string?> Words(string field, IEnumerable list)
    {
        foreach (var item in list)
        {
            yield return item is null ? null : ShellWord.TextOf(item)
                ?? throw new ArgumentException(
                    $"{Name}: '{field}' holds {Article.With(TypeNames.Of(item.GetType()))} without a single text form; pass text.", field);
        }
    }
}
