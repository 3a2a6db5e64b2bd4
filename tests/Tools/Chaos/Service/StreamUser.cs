using GlobusCompute.Remote.Chaos.Plan;
using GlobusCompute.Remote.TestFixtures;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>The broker's user of the clients, whose password changes while they connect.</summary>
internal sealed class StreamUser(RabbitMqNode node, int port)
{
    private const string Name = "reader";

    private readonly SemaphoreSlim _changing = new(1);
    private long _passwords;

    public const string Prefix = Name + ".";

    public static string Queue => $"{Prefix}{Ids.Group:D}";

    public async Task CreateAsync()
    {
        var (name, password) = (Binary(Name), Binary(Secrets.Password(0)));
        await node.EvaluateAsync(
            $"""
            ok = rabbit_auth_backend_internal:add_user({name}, {password}, <<"chaos">>),
            ok = rabbit_auth_backend_internal:set_permissions({name}, <<"/">>, <<"^$">>, <<"^$">>, {Binary("^" + Prefix)}, <<"chaos">>)
            """);
    }

    /// <summary>Gets an address: mostly of the present password, now and then of a new one, which voids those before, or of one that leads nowhere.</summary>
    /// <exception cref="RabbitMqException">The broker does not run.</exception>
    public async Task<string> GetAddressAsync(bool hasFaults, Dice dice)
    {
        var kind = hasFaults ? dice.Next(40) : 39;
        if (kind < 2)
        {
            await ChangePasswordAsync();
        }

        var current = $"{Name}:{Secrets.Password(Interlocked.Read(ref _passwords))}";
        return kind switch
        {
            2 => $"amqp://{Name}:{Secrets.Mark}-wrong@127.0.0.1:{port}/%2F",
            3 => $"amqp://{current}@127.0.0.1:1/%2F",
            4 => $"amqp://{current}@elsewhere.example:5672/%2F",
            5 => $"http://{current}@127.0.0.1:{port}/",
            6 => $"amqp://{current}@127.0.0.1:{port}/nowhere",
            _ => $"amqp://{current}@127.0.0.1:{port}/%2F",
        };
    }

    private async Task ChangePasswordAsync()
    {
        await _changing.WaitAsync();
        try
        {
            var next = _passwords + 1;
            await node.EvaluateAsync($"""ok = rabbit_auth_backend_internal:change_password({Binary(Name)}, {Binary(Secrets.Password(next))}, <<"chaos">>)""");
            Interlocked.Exchange(ref _passwords, next);
        }
        finally
        {
            _changing.Release();
        }
    }

    private static string Binary(string text) => $"<<{string.Join(',', System.Text.Encoding.UTF8.GetBytes(text))}>>";
}
