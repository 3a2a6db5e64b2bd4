using System.Text.Json;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Tests.Exceptions;

/// <summary>What exceptions say of remote failures, for what the SDK's own worker answered.</summary>
public sealed class RemoteHintTests
{
    private static readonly ComputeTaskHandle s_handle = new(
        Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001"), null, Guid.Parse("bbbbbbbb-0000-4000-8000-000000000002"), Guid.Parse("cccccccc-0000-4000-8000-000000000003"), "IWork.F", null);

    private const string Where = "(IWork.F, endpoint bbbbbbbb-0000-4000-8000-000000000002, task aaaaaaaa-0000-4000-8000-000000000001)";

    private static readonly Dictionary<string, (string Text, string? Code, string? UserMessage, WorkerEnvironment? Worker)> s_failures = ReadFailures();

    [Theory]
    [InlineData("results:raise_value_error/json", "ValueError: bad value: é😀", null)]
    [InlineData("results:raise_custom/json", "MyError: ('custom', 5)", null)]
    [InlineData("results:raise_from/json", "RuntimeError: wrapped", null)]
    [InlineData("results:raise_multiline/json", "Exception: line1 …", null)]
    [InlineData("results:wrong_args/json", "TypeError: f() missing 1 required positional argument: 'a'", null)]
    [InlineData("runs:recursion_error/json", "RecursionError: maximum recursion depth exceeded", null)]
    [InlineData("results:import_error/json", "ModuleNotFoundError: No module named 'no_such_module_xyz'", "'no_such_module_xyz' is not installed where the endpoint's workers run (it has Python 3.11.2).")]
    [InlineData("runs:late_import_error/json", "ModuleNotFoundError: No module named 'no_such_module_xyz'", "'no_such_module_xyz' is not installed")]
    [InlineData("runs:syntax_error/json", "SyntaxError: invalid syntax", "not Python that the worker understands (it has Python 3.11.2)")]
    [InlineData("results:unusual:size_limit", "MaxResultSizeExceeded(2005, 1000)", "the serialized result has 2,005 characters, and the limit of the endpoint is 1,000; it is lost. Return less")]
    [InlineData("results:bytes_result/json", "globus_compute_sdk.errors.error_types.SerializationError: Serialization failed: All strategies failed.", "the function returned a bytes, which JSON cannot represent")]
    [InlineData("results:numpy_result/json", "globus_compute_sdk.errors.error_types.SerializationError: Serialization failed: All strategies failed.", "returned a ndarray")]
    [InlineData("results:unusual:code_not_allowed", "globus_compute_sdk.errors.error_types.DeserializationError: Deserialization failed: …", "Its administrator can allow PureSourceTextInspect and JSONData")]
    [InlineData("results:unusual:unknown_identifier", "globus_compute_sdk.errors.error_types.DeserializationError: Deserialization failed: Invalid header: zz …", "could not read what was sent")]
    [InlineData("results:raise_mentions_pickle/json", "TypeError: cannot pickle thing", "often fails between Python or dill versions (it has Python 3.11.2)")]
    public void The_message_is_short_and_names_place_and_cause(string failure, string start, string? hint)
    {
        var (text, code, userMessage, worker) = s_failures[failure];

        var error = new TaskExecutionFailedException(s_handle, text, code, userMessage, worker);

        Assert.StartsWith($"{start} {Where}", error.Message);
        Assert.Equal(hint is null, error.Hint is null);
        Assert.Contains(hint ?? "", error.Message);
        Assert.EndsWith(hint is null ? Where : $"{Where} Hint: {error.Hint}", error.Message);
        Assert.InRange(error.Message.Length, 1, 700);
        Assert.Equal(text, error.RemoteTraceback);
        Assert.Contains(text.TrimEnd(), error.ToString());
    }

    [Fact]
    public void Every_failure_of_the_vectors_gives_a_short_message() =>
        Assert.All(s_failures.Values, static failure =>
        {
            var error = new TaskExecutionFailedException(s_handle, failure.Text, failure.Code, failure.UserMessage, failure.Worker);
            Assert.InRange(error.Message.Length, Where.Length + 2, 700);
            Assert.DoesNotContain('\n', error.Message);
        });

    // Texts of endpoints, which the vectors do not have: protocol.md §4.9, and what the SDK's own message matches.
    [Theory]
    [InlineData("++++++++\nTraceback from attempt: final attempt\nparsl.executors.high_throughput.errors.WorkerLost: Task failure due to loss of worker 0 on host a\n--------\n", null, "ran out of memory")]
    [InlineData("++++++++\nTraceback from attempt: final attempt\nparsl.executors.high_throughput.errors.ManagerLost: Task failure due to loss of manager b'x'\n--------\n", null, "Python or dill version")]
    [InlineData("Function is not allowed here", "FUNCTION_NOT_ALLOWED", "Ask for function cccccccc-0000-4000-8000-000000000003 to be added")]
    [InlineData("('FUNCTION_NOT_ALLOWED', 'x')", null, "that its administrator has listed")]
    [InlineData("MaxResultSizeExceeded(?)", "MaxResultSizeExceeded", "usually 10 MiB")]
    [InlineData("Traceback (most recent call last):\nModuleNotFoundError: No module named 'globus_compute_sdk.sdk.shell_function'\n", null, "the Globus Compute SDK of the worker lacks 'globus_compute_sdk.sdk.shell_function'")]
    [InlineData("Traceback (most recent call last):\nImportError: cannot import name 'trapz' from 'numpy'\n", null, "its version may differ")]
    public void Failures_that_endpoints_tell_of_have_hints(string text, string? code, string hint) =>
        Assert.Contains(hint, new TaskExecutionFailedException(s_handle, text, code, null).Hint);

    [Fact]
    public void A_failure_without_a_word_is_named_by_its_code()
    {
        Assert.StartsWith("UNKNOWN_TASK_FAILURE (IWork.F", new TaskExecutionFailedException(s_handle, "", "UNKNOWN_TASK_FAILURE", null).Message);
        Assert.StartsWith("the endpoint gave no reason (IWork.F", new TaskExecutionFailedException(s_handle, " ", null, null).Message);
    }

    [Fact]
    public void A_long_line_is_clipped_in_the_message_alone()
    {
        var error = new TaskExecutionFailedException(s_handle, "ValueError: " + new string('x', 10_000), null, null);

        Assert.InRange(error.Message.Length, 300, 500);
        Assert.Equal(10_000, error.RemoteMessage.Length);
    }

    private static Dictionary<string, (string, string?, string?, WorkerEnvironment?)> ReadFailures()
    {
        var failures = new Dictionary<string, (string, string?, string?, WorkerEnvironment?)>();
        using var results = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestPaths.Vectors, "results.json")));
        foreach (var frame in results.RootElement.GetProperty("frames").EnumerateArray())
        {
            Add($"results:{frame.GetProperty("name").GetString()}", frame);
        }

        using var runs = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestPaths.Vectors, "worker_runs.json")));
        foreach (var run in runs.RootElement.GetProperty("runs").EnumerateArray())
        {
            if (run.TryGetProperty("results", out var labelled))
            {
                foreach (var result in labelled.EnumerateObject())
                {
                    Add($"runs:{run.GetProperty("name").GetString()}/{result.Name}", result.Value);
                }
            }
        }

        return failures;

        void Add(string name, JsonElement element)
        {
            if (!element.TryGetProperty("is_error", out var isError) || !isError.GetBoolean())
            {
                return;
            }

            var frame = ResultMessage.Parse(element.GetProperty("frame_b64").GetBytesFromBase64());
            failures.Add(name, (element.GetProperty("data").GetString()!, frame.Code, frame.UserMessage, frame.Facts.Worker));
        }
    }
}
