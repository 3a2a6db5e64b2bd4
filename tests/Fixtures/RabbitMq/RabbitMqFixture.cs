using Xunit;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>One node for all tests of an assembly; a test that stops or kills its node starts one of its own.</summary>
/// <remarks>Put <c>[assembly: AssemblyFixture(typeof(RabbitMqFixture))]</c> into the assembly and take the fixture as a constructor parameter.</remarks>
public sealed class RabbitMqFixture : IAsyncLifetime
{
    /// <summary>The node, started.</summary>
    public RabbitMqNode Node { get; } = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Node.StartAsync();
        Console.WriteLine($"RabbitMQ node on port {Node.Port} ready after {Node.StartTime.TotalSeconds:0.0} s");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
