namespace FromPython.Examples;

internal static class Shell
{
    // gce.submit(ShellFunction("echo {greeting}; ..."), greeting="...")
    public static async Task RunAsync(Example example)
    {
        var result = await example.Functions.Greet("It's $HOME; rm -rf `pwd`", code: 3);
        Console.WriteLine($"exit code {result.ReturnCode}");
        Console.Write(result.Stdout);
    }
}
