using System.Text.Json;
using GlobusCompute.Remote.Tool.Sessions;
using Spectre.Console;

namespace GlobusCompute.Remote.Tool.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Check">The name of the check.</param>
/// <param name="State">One of <see cref="Ok"/>, <see cref="Warning"/>, <see cref="Failed"/> and <see cref="Skipped"/>.</param>
/// <param name="Message">What was found.</param>
/// <param name="Advice">What to do; null where nothing is to be done.</param>
internal sealed record Finding(string Check, string State, string Message, string? Advice = null)
{
    public const string Ok = "ok";
    public const string Warning = "warning";
    public const string Failed = "failed";
    public const string Skipped = "skipped";

    public static Finding Good(string check, string message) => new(check, Ok, message);

    public static Finding Odd(string check, string message, string advice) => new(check, Warning, message, advice);

    public static Finding Bad(string check, string message, string advice) => new(check, Failed, message, advice);

    public static Finding Skip(string check, string message) => new(check, Skipped, message);

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("check", Check);
        json.WriteString("state", State);
        json.WriteString("message", Message);
        json.WriteString("advice", Advice);
    }

    /// <summary>Prints it, as soon as it is there.</summary>
    public void Print(ToolOutput output)
    {
        if (output.IsJson)
        {
            ToolOutput.Json(WriteTo);
            return;
        }

        if (Console.IsOutputRedirected)
        {
            ToolOutput.Line($"{State,-8} {Check,-12} {Message}");
        }
        else
        {
            AnsiConsole.Write(new Text($"{State,-8}", State switch { Ok => Color.Green, Warning => Color.Yellow, Failed => Color.Red, _ => Color.Grey }));
            ToolOutput.Line($" {Check,-12} {Message}");
        }

        if (Advice is not null)
        {
            ToolOutput.Line($"{"",-22}What to do: {Advice}");
        }
    }
}
