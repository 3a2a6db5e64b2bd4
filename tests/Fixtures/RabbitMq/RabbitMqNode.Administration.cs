using System.Globalization;
using System.Text.RegularExpressions;

namespace GlobusCompute.Remote.TestFixtures;

/// <content>Users, virtual hosts and questions to the running node.</content>
public sealed partial class RabbitMqNode
{
    /// <summary>Adds a user, or changes password and permissions of one.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="configure">A regular expression for the names of what the user may declare and delete; "^$" for nothing.</param>
    /// <param name="write">The same for publishing.</param>
    /// <param name="read">The same for consuming.</param>
    /// <param name="virtualHost">The virtual host for which this holds.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The user, with a random password.</returns>
    public async Task<RabbitMqUser> AddUserAsync(
        string name, string configure, string write, string read, string virtualHost = "/", CancellationToken cancellationToken = default)
    {
        var user = new RabbitMqUser(name, NewPassword());
        await EvaluateAsync(
            $"""
            Name = {Bin(name)}, Password = {Bin(user.Password)}, By = <<"tests">>,
            ok = case rabbit_auth_backend_internal:exists(Name) of
                true -> rabbit_auth_backend_internal:change_password(Name, Password, By);
                false -> rabbit_auth_backend_internal:add_user(Name, Password, By)
            end,
            ok = rabbit_auth_backend_internal:set_permissions(Name, {Bin(virtualHost)}, {Bin(configure)}, {Bin(write)}, {Bin(read)}, By)
            """,
            cancellationToken);
        return user;
    }

    /// <summary>
    /// Adds a user like those that the Compute service hands out (protocol.md §5.1): it may read the queues whose names begin with its own name, and nothing else.
    /// </summary>
    public Task<RabbitMqUser> AddQueueReaderAsync(string name, string virtualHost = "/", CancellationToken cancellationToken = default) =>
        AddUserAsync(name, "^$", "^$", "^" + Regex.Escape(name), virtualHost, cancellationToken);

    /// <summary>Gives a user a new random password, as the Compute service does at each request; open connections stay.</summary>
    /// <returns>The user with the new password; the old one is refused from now on.</returns>
    public async Task<RabbitMqUser> RenewPasswordAsync(RabbitMqUser user, CancellationToken cancellationToken = default)
    {
        var renewed = user with { Password = NewPassword() };
        await EvaluateAsync(
            $"""ok = rabbit_auth_backend_internal:change_password({Bin(user.Name)}, {Bin(renewed.Password)}, <<"tests">>)""", cancellationToken);
        return renewed;
    }

    /// <summary>Deletes a user; its open connections stay.</summary>
    public Task DeleteUserAsync(RabbitMqUser user, CancellationToken cancellationToken = default) =>
        EvaluateAsync($"""ok = rabbit_auth_backend_internal:delete_user({Bin(user.Name)}, <<"tests">>)""", cancellationToken);

    /// <summary>Adds a virtual host in which the administrator may do everything.</summary>
    public Task AddVirtualHostAsync(string name, CancellationToken cancellationToken = default) =>
        EvaluateAsync(
            $"""
            By = <<"tests">>, ok = rabbit_vhost:add({Bin(name)}, By),
            ok = rabbit_auth_backend_internal:set_permissions({Bin(Administrator.Name)}, {Bin(name)}, <<".*">>, <<".*">>, <<".*">>, By)
            """,
            cancellationToken);

    /// <summary>Has the node close all AMQP connections with code 320 (CONNECTION_FORCED), as an operator would.</summary>
    public Task CloseConnectionsAsync(CancellationToken cancellationToken = default) =>
        EvaluateAsync("ok = rabbit_networking:close_connections(rabbit_networking:connections(), \"closed by a test\")", cancellationToken);

    /// <summary>Asks what a queue holds; without a connection of its own and without touching a message.</summary>
    /// <exception cref="RabbitMqException">There is no such queue, or the node does not run.</exception>
    public async Task<RabbitMqQueueState> GetQueueStateAsync(string queue, string virtualHost = "/", CancellationToken cancellationToken = default)
    {
        var state = await EvaluateAsync(
            $$"""
            {ok, Queue} = rabbit_amqqueue:lookup(rabbit_misc:r({{Bin(virtualHost)}}, queue, {{Bin(queue)}})),
            list_to_tuple([Value || {_, Value} <- rabbit_amqqueue:info(Queue, [messages_ready, messages_unacknowledged, consumers])])
            """,
            cancellationToken);
        var numbers = state.Trim('{', '}').Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new RabbitMqQueueState(numbers[0], numbers[1], numbers[2]);
    }

    /// <summary>Has the running node evaluate an Erlang expression.</summary>
    /// <param name="expression">Erlang, without the closing full stop.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The value as Erlang prints it.</returns>
    /// <exception cref="RabbitMqException">The node does not run, or the expression failed.</exception>
    public Task<string> EvaluateAsync(string expression, CancellationToken cancellationToken = default) =>
        IsRunning
            ? new ErlangCall(_installation!, _folder!, _distributionPort).EvaluateAsync(expression, cancellationToken)
            : throw new RabbitMqException("The RabbitMQ node is not running; start it first.");

    private static string Bin(string text) => ErlangCall.Binary(text);
}
