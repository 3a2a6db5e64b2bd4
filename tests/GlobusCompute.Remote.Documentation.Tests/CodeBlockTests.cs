using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.Documentation.Tests;

/// <summary>What stands in the pages as code is code. docs/diagnostics.md has tests of its own.</summary>
public sealed class CodeBlockTests
{
    private const string Python = "/usr/bin/python3";

    private static readonly string[] s_compiled = ["csharp", "python", "json", "xml", "sh"];

    private static IEnumerable<PageBlock> All => Pages.All.Where(static page => page != "docs/diagnostics.md").SelectMany(Pages.Blocks);

    public static TheoryData<string, int> CSharp =>
        [.. All.Where(static block => block.Language == "csharp" && !block.IsLeftOut).Select(static block => new TheoryDataRow<string, int>(block.Page, block.Index))];

    public static TheoryData<string, int> Runnable => [.. All.Where(static block => block.IsRun).Select(static block => new TheoryDataRow<string, int>(block.Page, block.Index))];

    [Fact]
    public void A_block_that_is_not_compiled_says_why() =>
        Assert.DoesNotContain(All, static block => block.Language is not ("" or "text") && !s_compiled.Contains(block.Language) && !block.IsLeftOut);

    [Fact]
    public void A_marker_is_one_that_is_known() =>
        Assert.Empty(All.Where(static block => block.Marker.Length > 0 && block is { IsRun: false, IsLeftOut: false }).Select(static block => $"{block}: {block.Marker}"));

    [Theory]
    [MemberData(nameof(CSharp))]
    public void Every_block_of_CSharp_compiles(string page, int index)
    {
        var (_, problems) = BlockCompiler.Compile(Block(page, index));
        Assert.Empty(problems.Select(static problem => problem.ToString()));
    }

    [Theory]
    [MemberData(nameof(Runnable))]
    public async Task A_block_that_is_marked_runs_with_real_Python(string page, int index)
    {
        var block = Block(page, index);
        Environment.SetEnvironmentVariable("GCOMPUTE_PYTHON", Python);
        await using var local = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = Python, Workers = 2 });
        await using var client = local.CreateClient();
        await using var executor = client.CreateExecutor(local.EndpointId);

        // A client of the real service needs an account; one of the local service takes its place.
        var (output, problems) = BlockCompiler.Compile(block with { Text = block.Text.Replace("new ComputeClient()", "local.CreateClient()", StringComparison.Ordinal) });
        Assert.Empty(problems.Select(static problem => problem.ToString()));
        using var image = new MemoryStream();
        Assert.True(output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        var assembly = Assembly.Load(image.ToArray());
        var code = Activator.CreateInstance(assembly.GetType("Block")!)!;
        void Set(string name, object value) => code.GetType().GetField(name)!.SetValue(code, value);
        Set("local", local);
        Set("client", client);
        Set("executor", executor);
        Set("endpointId", local.EndpointId);
        Set("analysis", typeof(ComputeExecutor).GetMethod(nameof(ComputeExecutor.CreateProxy), Type.EmptyTypes)!
            .MakeGenericMethod(assembly.GetType("IAnalysis")!).Invoke(executor, null)!);
        await (Task)code.GetType().GetMethod("RunAsync")!.Invoke(code, null)!;
    }

    [Fact]
    public void Every_block_of_JSON_and_XML_can_be_parsed()
    {
        foreach (var block in All.Where(static block => !block.IsLeftOut))
        {
            if (block.Language == "json")
            {
                using var document = JsonDocument.Parse(block.Text, new() { CommentHandling = JsonCommentHandling.Skip });
            }
            else if (block.Language == "xml")
            {
                Assert.NotNull(XElement.Parse($"<Project>{block.Text}</Project>"));
            }
        }
    }

    [Fact]
    public async Task Every_block_of_Python_and_of_a_shell_can_be_parsed()
    {
        foreach (var block in All.Where(static block => !block.IsLeftOut))
        {
            var command = block.Language switch
            {
                "python" => new ProcessStartInfo(Python, ["-c", "import ast, sys; ast.parse(sys.stdin.read())"]),
                "sh" => new ProcessStartInfo("/bin/bash", ["-n"]),
                _ => null,
            };
            if (command is null)
            {
                continue;
            }

            command.RedirectStandardInput = true;
            using var process = Process.Start(command)!;
            await process.StandardInput.WriteAsync(block.Text);
            process.StandardInput.Close();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, block.ToString());
        }
    }

    private static PageBlock Block(string page, int index) => Pages.Blocks(page)[index - 1];
}
