using System.CommandLine;
using System.Globalization;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Journals;

/// <summary><c>gcompute journal</c>: what it takes, and its help.</summary>
internal static class JournalCommand
{
    // Looking at a journal removes nothing.
    private static readonly TimeSpan s_keepAll = TimeSpan.FromDays(36_500);

    public static Command Create() => new("journal", "The file in which a client records the calls that it sends (docs/journal.md).")
    {
        Show(),
        Compact(),
    };

    private static Argument<string> PathArgument() => new("path") { HelpName = "PATH", Description = "The journal's file. No client may have it open." };

    private static Command Show()
    {
        var path = PathArgument();
        return CommandSession.Complete(
            new Command("show", "Lists the recorded calls.") { path },
            [ExitCodes.BadJournal],
            context => Task.FromResult(Show(context.Line.GetRequiredValue(path), context)));
    }

    private static Command Compact()
    {
        var path = PathArgument();
        var days = new Option<int?>("--keep-days")
        {
            HelpName = "N",
            Description = $"How old the records may be that stay. Default: {new ComputeJournalOptions().Retention.TotalDays:0}.",
            CustomParser = argument => int.TryParse(OptionValue.Text(argument), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is >= 1 and <= 36_500 ? number : OptionValue.Refuse<int?>(argument, "a number of days from 1 to 36500"),
        };
        return CommandSession.Complete(
            new Command("compact", "Removes the records that are older than --keep-days, and writes the file anew without what they took.") { path, days },
            [ExitCodes.BadJournal],
            context => Task.FromResult(Compact(context.Line.GetRequiredValue(path), context.Line.GetValue(days), context)));
    }

    private static int Show(string path, CommandContext context)
    {
        using var journal = Open(path, s_keepAll);
        var entries = journal.GetEntries();
        if (context.Output.IsJson)
        {
            foreach (var entry in entries)
            {
                ToolOutput.Json(json => Write(json, entry));
            }
        }
        else if (entries.Count > 0)
        {
            ToolOutput.Table(
                ["SENT", "STATE", "FUNCTION", "TASK", "TAG"],
                [.. entries.Select(static entry => new[]
                {
                    entry.SentAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                    WordOf(entry.State),
                    entry.Handle.FunctionName,
                    entry.Handle.TaskId?.ToString() ?? "",
                    entry.Handle.Tag ?? "",
                })]);
        }

        context.Output.Tell($"{entries.Count} call{(entries.Count == 1 ? "" : "s")}.");
        return Report(journal);
    }

    private static int Compact(string path, int? days, CommandContext context)
    {
        var before = SizeOf(path);
        using var journal = Open(path, days is { } number ? TimeSpan.FromDays(number) : new ComputeJournalOptions().Retention);
        journal.Compact();
        var (after, calls) = (SizeOf(path), journal.GetEntries().Count);
        if (context.Output.IsJson)
        {
            ToolOutput.Json(json =>
            {
                json.WriteString("journal", journal.Path);
                json.WriteNumber("bytes_before", before);
                json.WriteNumber("bytes", after);
                json.WriteNumber("calls", calls);
            });
        }
        else
        {
            ToolOutput.Line($"{Shared.Display.SizeText.Of(before)} before, {Shared.Display.SizeText.Of(after)} now, {calls} call{(calls == 1 ? "" : "s")}.");
        }

        return Report(journal);
    }

    private static ComputeJournal Open(string path, TimeSpan retention) => File.Exists(path)
        ? ComputeJournal.Open(path, new ComputeJournalOptions { Retention = retention })
        : throw new ExitException(ExitCodes.BadJournal, $"the journal '{path}' does not exist.");

    // A journal may go on in further files.
    private static long SizeOf(string path)
    {
        var full = Path.GetFullPath(path);
        return Directory.EnumerateFiles(Path.GetDirectoryName(full)!, $"{Path.GetFileName(full)}*")
            .Where(file => file == full || int.TryParse(file.AsSpan(full.Length).TrimStart('.'), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Sum(static file => new FileInfo(file).Length);
    }

    private static int Report(ComputeJournal journal)
    {
        if (!journal.IsDamaged)
        {
            return ExitCodes.Ended;
        }

        throw new ExitException(
            ExitCodes.BadJournal, $"{journal.Path} is damaged: records are missing. The damaged file is kept beside it with the extension .damaged.");
    }

    private static string WordOf(ComputeJournalState state) => state switch
    {
        ComputeJournalState.Accepted => "accepted",
        ComputeJournalState.Ended => "ended",
        ComputeJournalState.Refused => "refused",
        _ => "unknown",
    };

    private static void Write(System.Text.Json.Utf8JsonWriter json, ComputeJournalEntry entry)
    {
        json.WriteString("state", WordOf(entry.State));
        json.WriteString("sent_at", entry.SentAt);
        json.WriteString("function", entry.Handle.FunctionName);
        JsonMember.Id(json, "function_id", entry.Handle.FunctionId);
        JsonMember.Id(json, "task_id", entry.Handle.TaskId);
        JsonMember.Id(json, "task_group_id", entry.Handle.TaskGroupId);
        json.WriteString("endpoint_id", entry.Handle.EndpointId);
        json.WriteString("tag", entry.Handle.Tag);
    }
}
