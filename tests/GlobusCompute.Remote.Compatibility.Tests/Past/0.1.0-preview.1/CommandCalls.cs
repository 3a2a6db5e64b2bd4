using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Functions;

namespace Lab;

/// <summary>Runs every method of <see cref="ICommands"/>.</summary>
public static class CommandCalls
{
    public static async Task Shell_commands(LocalComputeService service, ComputeClient client)
    {
        var commands = client.CreateExecutor(service.EndpointId).CreateProxy<ICommands>();
        Assert.Equal("2\n", (await commands.Count("it's", "it's", "its", "it's")).EnsureSuccess().Stdout);
        Assert.Equal("<3><a><b><{}>", (await commands.FindAsync("a b", 3)).Stdout);
        Assert.Equal("<a><{}>", (await commands.FindAsync("a")).Stdout);
        var id = Guid.Parse("b0a5d1a0-2b22-4381-b899-ba73321e41e0");
        Assert.Equal($"<{id}><2026-11-24><1><2><x y>", (await commands.Typed(id, new DateOnly(2026, 11, 24), [1, 2], "x y")).Stdout);
        var logged = await commands.Log("it's");
        Assert.Equal(("it's\n", "it's\n", 0), (logged.Stdout, logged.Stderr, logged.ReturnCode));
    }

    public static async Task MPI_commands(LocalComputeService service, ComputeClient client)
    {
        var options = new ComputeExecutorOptions { ResourceSpecification = new MpiResources { Nodes = 2, RanksPerNode = 4 }.ToResourceSpecification() };
        await using var executor = client.CreateExecutor(service.EndpointId, options);
        Assert.Equal("prefix= 1 2\n", (await executor.CreateProxy<ICommands>().Simulate(1, 2)).Stdout);
    }
}
