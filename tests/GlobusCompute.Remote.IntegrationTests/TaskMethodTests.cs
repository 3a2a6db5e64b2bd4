using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests;

/// <summary>Methods that return <see cref="Task{TResult}"/> or <see cref="Task"/> do what those do that return futures.</summary>
public sealed class TaskMethodTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly ITasks _tasks = fixture.Executor.CreateProxy<ITasks>();

    [Fact]
    public async Task Results_of_every_form_come_back()
    {
        Assert.Equal(5, await _tasks.Add(2, 3));
        Assert.Equal(2.0, (await _tasks.Measurement("a", [1.0, 3.0])).MeanValue);
        Assert.Null(await _tasks.NothingOrText());
        await _tasks.NothingAtAll();
        Assert.Equal("it's", (await _tasks.Print("it's")).Stdout);
    }

    [Fact]
    public async Task Methods_that_are_written_from_a_file_come_back()
    {
        Assert.Equal(3, await _tasks.Increment(2));
        Assert.Equal(1.25, await _tasks.Half(2.5));
        Assert.Equal("cba", await _tasks.Reverse("abc"));
    }

    [Fact]
    public async Task The_task_is_the_future_and_the_function_is_registered_once_for_both()
    {
        Task<int> task = _tasks.Add(2, 3);
        var future = fixture.Functions.Add(2, 3);
        var hidden = ((ITaskBase)_tasks).AddLong(2, 3);
        Task<long> hiding = _tasks.AddLong(2, 3);
        Task nothing = _tasks.NothingAtAll();
        Task<string> written = _tasks.Reverse("abc");
        await Task.WhenAll(task, future, hidden, hiding, nothing, written);

        var handles = new[] { Assert.IsType<ComputeFuture<int>>(task).Handle, future.Handle, hidden.Handle, Assert.IsType<ComputeFuture<long>>(hiding).Handle };
        Assert.True(nothing is ComputeFuture && written is ComputeFuture<string>);
        Assert.Single(handles.Select(handle => handle.FunctionId).Distinct());
        Assert.Single(handles.Select(handle => handle.FunctionHash).Distinct());
        Assert.Equal(4, handles.Select(handle => handle.TaskId).Distinct().Count());
        Assert.Equal(["ITasks.Add", "IFunctions.Add", "ITaskBase.AddLong", "ITasks.AddLong"], handles.Select(handle => handle.FunctionName));
    }

    [Fact]
    public async Task A_failure_is_the_one_exception_of_the_task_and_has_the_handle()
    {
        var task = _tasks.Fail("no");

        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => task);

        Assert.True(task.IsFaulted);
        Assert.Same(error, Assert.Single(task.Exception!.InnerExceptions));
        Assert.Equal(("ValueError", "no"), (error.RemoteType, error.RemoteMessage));
        Assert.Equal(((IComputeFuture)task).TaskId, error.Handle.TaskId);
        Assert.NotNull(error.Handle.TaskId);
    }

    [Fact]
    public async Task None_for_a_result_that_is_not_nullable_is_an_error()
    {
        var error = await Assert.ThrowsAsync<ResultDeserializationException>(() => _tasks.Nothing());
        Assert.Contains("ITasks.Nothing", error.Message);
    }

    [Fact]
    public void An_argument_that_cannot_be_sent_throws_at_the_call()
    {
        var error = Assert.Throws<ArgumentException>(() => { _ = _tasks.LengthOfBytes(new object[] { 1, Stream.Null }); });
        Assert.Equal("data", error.ParamName);
        Assert.Contains("ITasks.LengthOfBytes", error.Message);
    }

    [Fact]
    public async Task The_token_cancels_the_task()
    {
        await using var service = await LocalServiceFixture.StartAsync(workers: 1);
        await using var client = service.CreateClient();
        var tasks = client.CreateExecutor(service.EndpointId).CreateProxy<ITasks>();
        using var cancellation = new CancellationTokenSource();
        var task = tasks.Slow(600, cancellation.Token);
        var id = await ((IComputeFuture)task).Submitted;

        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAsync<TaskCanceledException>(() => task);
        Assert.True(task.IsCanceled);
        Assert.Contains("ITasks.Slow", error.Message);
        Assert.Contains(id.ToString(), error.Message);
        Assert.True(error.CancellationToken.IsCancellationRequested);
        Assert.True(tasks.Slow(600, cancellation.Token).IsCanceled);
    }
}
