using System.Reflection;
using RabbitMQ.Client;

namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <summary>A channel on whose further registrations of a consumer a test decides.</summary>
public class LateChannel : DispatchProxy
{
    private IChannel _channel = null!;
    private Func<Func<Task<string>>, Task<string>> _onRegister = null!;

    /// <summary>Makes a channel.</summary>
    /// <param name="channel">What does the work.</param>
    /// <param name="onRegister">Called with what registers under a tag that the client has chosen.</param>
    public static IChannel Create(IChannel channel, Func<Func<Task<string>>, Task<string>> onRegister)
    {
        var late = Create<IChannel, LateChannel>();
        ((LateChannel)(object)late)._channel = channel;
        ((LateChannel)(object)late)._onRegister = onRegister;
        return late;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        object? Call()
        {
            try
            {
                return targetMethod!.Invoke(_channel, args);
            }
            catch (TargetInvocationException e)
            {
                throw e.InnerException!;
            }
        }

        return targetMethod!.Name == nameof(IChannel.BasicConsumeAsync) && args![2] is string { Length: > 0 }
            ? _onRegister(() => (Task<string>)Call()!)
            : Call();
    }
}
