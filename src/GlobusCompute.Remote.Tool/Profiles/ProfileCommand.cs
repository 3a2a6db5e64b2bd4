using System.CommandLine;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Profiles;

/// <summary><c>gcompute profile</c>: what it takes, and its help.</summary>
internal static class ProfileCommand
{
    public static Command Create() => new(
        "profile", $"Named settings, which all commands take with --profile: {string.Join(", ", ProfileSettings.Keys.Select(static key => key.Name))}.")
    {
        List(),
        Show(),
        Set(),
        Unset(),
        Delete(),
    };

    private static Command List() => CommandSession.Complete(new Command("list", "Lists the profiles that have settings."), [], context =>
    {
        var file = ProfileFile.Read();
        foreach (var (name, settings) in file.Profiles)
        {
            Print(name, settings, context);
        }

        context.Output.Tell(file.Path is null ? $"Profiles have no folder: name one in {ToolFolder.Variable}." : $"Profiles are kept in {file.Path}.");
        return Task.FromResult(ExitCodes.Ended);
    });

    private static Command Show() => CommandSession.Complete(new Command("show", "Shows the settings of a profile."), [], context =>
    {
        Print(context.Settings.ProfileName, context.Settings.Profile, context);
        return Task.FromResult(ExitCodes.Ended);
    });

    private static Command Set()
    {
        var (key, value) = (KeyArgument(), new Argument<string>("value") { HelpName = "VALUE", Description = "Its value." });
        return CommandSession.Complete(new Command("set", "Sets a setting of a profile.") { key, value }, [], context =>
            Change(context, context.Line.GetRequiredValue(key), context.Line.GetRequiredValue(value)));
    }

    private static Command Unset()
    {
        var key = KeyArgument();
        return CommandSession.Complete(
            new Command("unset", "Removes a setting of a profile.") { key }, [], context => Change(context, context.Line.GetRequiredValue(key), null));
    }

    private static Command Delete()
    {
        return CommandSession.Complete(new Command("delete", "Removes all settings of a profile. The sign-in stays."), [], context =>
        {
            var file = ProfileFile.Read();
            if (!file.Profiles.Remove(context.Settings.ProfileName))
            {
                throw new BadOptionException($"the profile '{context.Settings.ProfileName}' does not exist."
                    + (NearestName.Find(context.Settings.ProfileName, file.Profiles.Keys) is { } near ? $" Did you mean '{near}'?" : ""));
            }

            file.Save();
            return Task.FromResult(ExitCodes.Ended);
        });
    }

    private static Argument<string> KeyArgument() => new("setting")
    {
        HelpName = "SETTING",
        Description = string.Join(" ", ProfileSettings.Keys.Select(static key => $"{key.Name}: {key.Description}")),
    };

    private static Task<int> Change(CommandContext context, string name, string? value)
    {
        var key = ProfileSettings.Keys.FirstOrDefault(one => one.Name == name) ?? throw new BadOptionException(
            $"the setting '{name}' does not exist."
            + (NearestName.Find(name, ProfileSettings.Keys.Select(static one => one.Name)) is { } near ? $" Did you mean '{near}'?"
                : $" Settings: {string.Join(", ", ProfileSettings.Keys.Select(static one => one.Name))}."));
        var file = ProfileFile.Read();
        try
        {
            file.Profiles[context.Settings.ProfileName] = key.Set(context.Settings.Profile, value);
        }
        catch (FormatException e)
        {
            throw new BadOptionException($"{name} must be {e.Message}.");
        }

        file.Save();
        return Task.FromResult(ExitCodes.Ended);
    }

    private static void Print(string name, ProfileSettings settings, CommandContext context)
    {
        if (context.Output.IsJson)
        {
            ToolOutput.Json(json =>
            {
                json.WriteString("profile", name);
                foreach (var key in ProfileSettings.Keys)
                {
                    json.WriteString(key.Name.Replace('-', '_'), key.Get(settings));
                }
            });
            return;
        }

        ToolOutput.Line(name);
        foreach (var key in ProfileSettings.Keys)
        {
            if (key.Get(settings) is { } value)
            {
                ToolOutput.Line($"  {key.Name,-12} {value}");
            }
        }
    }
}
