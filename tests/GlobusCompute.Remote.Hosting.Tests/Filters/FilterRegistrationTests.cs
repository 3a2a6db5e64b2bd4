using System.Collections.Concurrent;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Hosting.Tests.Apps;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Filters;

/// <summary>Filters from the container, around real calls of proxies.</summary>
public sealed class FilterRegistrationTests(PythonService local)
{
    [Fact]
    public async Task A_filter_of_the_container_sees_interface_method_and_arguments_of_each_kind_of_call()
    {
        var builder = TestApp.Create(local.Settings.With(("GlobusCompute:Name", "the app")));
        builder.Services.AddSingleton<Seen>();
        builder.Services.AddGlobusCompute().AddProxy<IDice>().AddFilter<Watcher>();
        await using var services = builder.Services.BuildServiceProvider();
        var dice = services.GetRequiredService<IDice>();

        await dice.Throw(6);
        await dice.Throw(6, 2);
        await dice.Forget(3);
        await dice.Say("hello");

        Assert.Equal(
            [
                "IDice IDice.Throw(sides: 6, times: ): Int64[] for the app",
                "IDice IDice.Throw(sides: 6, times: 2): Int64[] for the app",
                "IDice IDice.Forget(sides: 3):  for the app",
                "IDice IDice.Say(word: hello): ShellResult for the app",
            ],
            services.GetRequiredService<Seen>().Calls);
    }

    [Fact]
    public async Task Filters_run_in_the_order_in_which_they_were_added()
    {
        var seen = new Seen();
        var builder = TestApp.Create(local.Settings);
        builder.Services.AddGlobusCompute().AddProxy<IDice>().AddFilter(_ => new Named("first", seen)).AddFilter(_ => new Named("second", seen));
        await using var services = builder.Services.BuildServiceProvider();

        await services.GetRequiredService<IDice>().Roll(6);

        Assert.Equal(["first", "second"], seen.Calls);
    }

    private sealed class Seen
    {
        public ConcurrentQueue<string> Calls { get; } = new();
    }

    private sealed class Watcher(Seen seen) : IComputeCallFilter
    {
        public Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken)
        {
            var arguments = string.Join(", ", context.Arguments.Select(static argument => $"{argument.Name}: {argument.Value}"));
            seen.Calls.Enqueue($"{context.InterfaceType?.Name} {context.MethodName}({arguments}): {context.ResultType?.Name} for {context.ClientName}");
            return proceed(context, cancellationToken);
        }
    }

    private sealed class Named(string name, Seen seen) : IComputeCallFilter
    {
        public Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken)
        {
            seen.Calls.Enqueue(name);
            return proceed(context, cancellationToken);
        }
    }
}
