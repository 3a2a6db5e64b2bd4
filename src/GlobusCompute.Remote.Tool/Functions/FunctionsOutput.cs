namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>Where the commands about functions write: their results to standard output, and for people, what they are at to standard error.</summary>
internal sealed class FunctionsOutput(bool isJson)
{
    public void Tell(string what)
    {
        if (!isJson)
        {
            Console.Error.WriteLine(PlainText.Clean(what));
        }
    }

    public void Show(FunctionsReport report)
    {
        foreach (var line in isJson ? [report.ToJson()] : report.ToLines())
        {
            Console.Out.WriteLine(line);
        }
    }
}
