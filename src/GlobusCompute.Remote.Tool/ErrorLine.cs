namespace GlobusCompute.Remote.Tool;

/// <summary>Says why the program ends: one line on standard error, whatever the message holds.</summary>
internal static class ErrorLine
{
    public static void Write(string command, string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Console.Error.WriteLine($"{command}: {PlainText.Clean(string.Join(" | ", lines))}");
    }
}
