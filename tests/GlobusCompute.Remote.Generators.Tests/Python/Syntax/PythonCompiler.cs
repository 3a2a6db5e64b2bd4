using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace GlobusCompute.Remote.Generators.Tests.Python.Syntax;

/// <summary>Python's own compiler, in one process for all texts.</summary>
internal sealed class PythonCompiler : IDisposable
{
    private const string Script = """
        import json, sys, warnings
        warnings.simplefilter("ignore")
        sys.setrecursionlimit(10000)
        print(json.dumps(list(sys.version_info[:2])), flush=True)
        for request in sys.stdin:
            try:
                compile(json.loads(request), "text", "exec", dont_inherit=True)
                answer = None
            except SyntaxError as error:
                answer = [error.lineno or 0, str(error.msg)]
            except (ValueError, RecursionError, MemoryError, OverflowError) as error:
                answer = [-1, str(error)]
            print(json.dumps(answer), flush=True)
        """;

    private readonly Process _process;

    private PythonCompiler(Process process)
    {
        _process = process;
        Version = JsonSerializer.Deserialize<int[]>(_process.StandardOutput.ReadLine()!)! is [var major, var minor] ? new(major, minor) : throw new InvalidOperationException();
    }

    /// <summary>The version of the installed Python.</summary>
    public Version Version { get; }

    /// <summary>Starts it, where it is installed.</summary>
    public static PythonCompiler? TryStart() => File.Exists(PythonScript.Python)
        ? new(Process.Start(new ProcessStartInfo(PythonScript.Python)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
            ArgumentList = { "-c", Script },
        })!)
        : null;

    /// <summary>Where and why Python refuses a text, or null when it does not. The line is -1 where the text is beyond its limits.</summary>
    public (int Line, string Message)? Compile(string text)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(text));
        _process.StandardInput.Flush();
        var answer = JsonSerializer.Deserialize<JsonElement>(_process.StandardOutput.ReadLine()!);
        return answer.ValueKind == JsonValueKind.Null ? null : (answer[0].GetInt32(), answer[1].GetString()!);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
