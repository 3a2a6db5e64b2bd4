using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.LocalService;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Shell;

/// <summary>What commands leave behind, and what the other ways to run one do.</summary>
public sealed class ShellResultTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly ICommands _commands = fixture.Executor.CreateProxy<ICommands>();

    [Fact]
    public async Task A_command_that_succeeds_has_no_exception()
    {
        var result = await _commands.Exit(0);

        Assert.Equal("echo out; echo err >&2; exit '0'", result.Command);
        Assert.Equal("out\n", result.Stdout);
        Assert.Equal((0, null, true, false), (result.ReturnCode, result.ExceptionName, result.IsSuccess, result.HasTimedOut));
        Assert.Same(result, result.EnsureSuccess());
    }

    [Fact]
    public async Task A_command_that_fails_is_a_call_that_succeeds()
    {
        var result = await _commands.Exit(3);

        Assert.Equal((3, "subprocess.CalledProcessError", false), (result.ReturnCode, result.ExceptionName, result.HasTimedOut));
        Assert.EndsWith("err\n", result.Stderr);
        var error = Assert.Throws<ShellCommandFailedException>(result.EnsureSuccess);
        Assert.Same(result, error.Result);
        Assert.StartsWith("The command ended with code 3: echo out; echo err >&2; exit '3'\n", error.Message);
        Assert.EndsWith("\nerr", error.Message);
    }

    [Fact]
    public async Task A_command_that_runs_out_of_its_walltime_ends_with_124()
    {
        var result = await _commands.Slow();

        Assert.Equal((124, "subprocess.TimeoutExpired", true), (result.ReturnCode, result.ExceptionName, result.HasTimedOut));
        Assert.Equal("before\n", result.Stdout);
        Assert.Contains("exceeded its walltime", Assert.Throws<ShellCommandFailedException>(result.EnsureSuccess).Message);
    }

    [Fact]
    public async Task The_last_lines_come_back()
    {
        var result = await _commands.Lines(1000);

        Assert.Equal("998\n999\n1000\n", result.Stdout);
        Assert.Equal("998\n999\n1000\n", result.Stderr);
    }

    [Fact]
    public async Task Output_is_appended_to_files_of_one_s_choice()
    {
        var result = await fixture.Executor.Submit(
            new ShellFunction("printf '%s\\n' {line}; cat logs/out.txt >&2") { Stdout = "logs/out.txt", Stderr = "logs/err.txt" }, ("line", "it's"));

        Assert.Equal("it's\n", result.Stdout);
        Assert.Equal("it's\n", result.Stderr);
        Assert.Equal("a line\n", (await _commands.Log("a line")).Stdout);
    }

    [Fact]
    public async Task A_command_made_at_run_time_fills_its_fields()
    {
        var grep = new ShellFunction("printf '%s\\n' {words} | grep -c -- {pattern} {options}") { Name = "count_lines", UnquotedFields = ["options"] };

        var result = await fixture.Executor.Submit(grep, ("words", (string[])["it's", "-x", "its"]), ("pattern", "it's"), ("options", "| cat"));
        var none = await fixture.Executor.Submit(grep, ("words", null), ("pattern", 'a'), ("options", ""));

        Assert.Equal("1\n", result.Stdout);
        Assert.Equal((1, "0\n"), (none.ReturnCode, none.Stdout));
    }

    [Fact]
    public void Fields_that_do_not_fit_are_refused_at_the_call()
    {
        var function = new ShellFunction("head -n{count} {path}");

        AssertRefused("{path} is given no value", ("count", 1));
        AssertRefused("no field {name}", ("count", 1), ("path", "x"), ("name", "y"));
        AssertRefused("given twice", ("count", 1), ("count", 2));
        AssertRefused("bool", ("count", true), ("path", "x"));
        AssertRefused("is not a word of its own", ("count", (int[])[1, 2]), ("path", "x"));
        AssertRefused("is not a word of its own", ("count", null), ("path", "x"));
        AssertRefused("holds an object", ("count", 1), ("path", (object[])[new()]));

        void AssertRefused(string reason, params (string, object?)[] arguments) =>
            Assert.Contains(reason, Assert.Throws<ArgumentException>(() => { _ = fixture.Executor.Submit(function, arguments); }).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("echo {")]
    [InlineData("echo }")]
    [InlineData("echo {0}")]
    [InlineData("echo {a!r}")]
    [InlineData("echo {a:>3}")]
    [InlineData("echo {a.b}")]
    [InlineData("echo {self}")]
    [InlineData("echo \0")]
    public void A_command_that_is_not_well_formed_is_refused_when_it_is_made(string command) =>
        Assert.Throws<ArgumentException>("command", () => new ShellFunction(command));

    [Fact]
    public async Task An_MPI_function_needs_resources_and_runs_with_them()
    {
        var error = Assert.Throws<InvalidOperationException>(() => { _ = _commands.Parallel("x"); });
        await using var service = await LocalComputeService.StartAsync(
            new LocalComputeServiceOptions { Python = "/usr/bin/python3", Workers = 1, IgnoreResourceSpecifications = true });
        await using var client = service.CreateClient();
        var executor = client.CreateExecutor(
            service.EndpointId,
            new ComputeExecutorOptions { ResourceSpecification = new MpiResources { Nodes = 2, RanksPerNode = 4 }.ToResourceSpecification() });

        var result = await executor.CreateProxy<ICommands>().Parallel("it's");

        Assert.Contains("ICommands.Parallel is an MPI function, and the resource specification is empty", error.Message);
        Assert.Equal("prefix= it's\n", result.EnsureSuccess().Stdout);
        Assert.StartsWith("$PARSL_MPI_PREFIX echo prefix", result.Command);
    }

    [Fact]
    public async Task A_worker_without_folders_for_tasks_warns_of_that_in_the_first_line_of_the_error_output()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = "/usr/bin/python3", Workers = 1, Sandbox = false });
        await using var client = service.CreateClient();
        await using var executor = client.CreateExecutor(service.EndpointId);

        var warned = await executor.Submit(new ShellFunction("echo mine >&2"));
        var quiet = await fixture.Executor.Submit(new ShellFunction("echo mine >&2"));

        Assert.Matches("^[^\n]*(?i:warning)[^\n]*\nmine\n$", warned.Stderr);
        Assert.Equal("mine\n", quiet.Stderr);
    }

    [Fact]
    public async Task Commands_with_the_same_text_share_one_function_and_a_future_knows_it()
    {
        var first = fixture.Executor.Submit(new ShellFunction("echo {word}") { Name = "say" }, ("word", 1));
        var second = fixture.Executor.Submit(new ShellFunction("echo {word}") { Name = "say" }, ("word", 2));
        var cancelled = fixture.Executor.Submit(new ShellFunction("echo {word}") { Name = "say" }, [("word", 3)], new CancellationToken(true));

        Assert.Equal(["1\n", "2\n"], (await Task.WhenAll(first, second)).Select(static result => result.Stdout));
        Assert.Equal(first.Handle.FunctionId, second.Handle.FunctionId);
        Assert.Equal("say", first.Handle.FunctionName);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    [Fact]
    public async Task A_worker_describes_its_machine()
    {
        var text = await fixture.Executor.GetWorkerHardwareDetails();

        Assert.Contains("== Compute Endpoint worker == ==", text);
        Assert.Contains("Python", text);
    }
}
