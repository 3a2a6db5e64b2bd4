using System.Reflection;
using GlobusCompute.Remote.Testing;

namespace GlobusCompute.Remote.Generators.Tests.Python;

/// <summary>What Python is asked for is answered in the same way whatever else is installed beside it.</summary>
public sealed class InstalledModuleTests(ITestOutputHelper output)
{
    private static readonly string s_corpus = Path.Combine(
        typeof(InstalledModuleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!,
        "Corpus");

    // The names are those of modules that the scripts, the corpus or the standard library import, or that Python imports by itself at its start.
    public static TheoryData<string, string> Modules => new()
    {
        { "dataclasses", "raise RuntimeError('broken')" },
        { "typing", "raise BaseException('broken')" },
        { "enum", "def (" },
        { "json", "print('[1, 2]')" },
        { "ast", "import os\nos.write(1, b'[1, 2]\\n')" },
        { "warnings", "import os\nos.system('echo [1, 2]')" },
        { "importlib", "import sys\nsys.exit(3)" },
        { "re", "import os\nos._exit(4)" },
        { "contextlib", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)" },
        { "collections", "import sys\nsys.stdin.read()" },
        { "abc", "import sys\nsys.modules.clear()" },
        { "io", "import sys\nsys.path.clear()" },
        { "site", "print('[1, 2]')" },
        { "sitecustomize", "print('[1, 2]')" },
        { "usercustomize", "import os\nos._exit(5)" },
        { "encodings", "raise RuntimeError('broken')" },
    };

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_that_fails_speaks_or_ends_the_process_when_it_is_imported_changes_no_answer(string name, string source)
    {
        if (!File.Exists(PythonScript.Python))
        {
            output.WriteLine($"{PythonScript.Python} does not exist: nothing compared.");
            return;
        }

        using var folder = new TemporaryFolder();
        folder.Add($"{name}.py", source);

        var file = Assert.Single(PythonRuntime.Read([(Path.Combine(s_corpus, "classes.py"), true)], folder.Path));
        Assert.True(file.IsRun);
        Assert.InRange(file.Classes.Count, 75, int.MaxValue);
        Assert.NotEmpty(Assert.Single(PythonAst.Read([Path.Combine(s_corpus, "kinds.py")], folder.Path)).Functions);
    }

    [Theory]
    [InlineData("print('[1, 2]')")]
    [InlineData("import os\nos.write(1, b'[1, 2]\\n')")]
    [InlineData("import os\nos.system('echo [1, 2]; echo [3] >&2')")]
    [InlineData("import sys\nsys.__stdout__.write('[1, 2]\\n')\nsys.__stdout__.flush()")]
    [InlineData("import sys\nsys.stdin.read()")]
    [InlineData("import os\nos.read(0, 100)")]
    public void A_file_that_speaks_or_reads_when_it_is_run_is_described_like_any_other(string source)
    {
        if (!File.Exists(PythonScript.Python))
        {
            output.WriteLine($"{PythonScript.Python} does not exist: nothing compared.");
            return;
        }

        using var folder = new TemporaryFolder();
        var first = folder.Add("first.py", $"import enum\n{source}\nclass Color(enum.Enum):\n    RED = 1\n");
        var second = folder.Add("second.py", "import enum\nclass Mode(enum.Enum):\n    FAST = 1\n");

        var files = PythonRuntime.Read([(first, true), (second, true)]).ToArray();

        Assert.Equal([first, second], files.Select(file => file.Path));
        Assert.All(files, file => Assert.Equal("Enum", Assert.Single(file.Classes.Values, type => type is not null)!.Kind));
    }

    [Fact]
    public void Of_what_is_installed_beside_the_standard_library_only_what_the_tests_need_is_read()
    {
        string[] needed = ["dill", "numpy"];
        var packages = StandardLibrary.Files
            .Select(path => path.Split('/'))
            .Where(parts => parts.Any(part => part is "dist-packages" or "site-packages"))
            .Select(parts => parts[Array.FindIndex(parts, part => part is "dist-packages" or "site-packages") + 1])
            .Distinct();
        Assert.All(packages, package => Assert.Contains(package, needed));
        Assert.DoesNotContain(StandardLibrary.Files, path => path.EndsWith("/sitecustomize.py", StringComparison.Ordinal));
    }
}
