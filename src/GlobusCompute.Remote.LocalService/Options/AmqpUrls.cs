namespace GlobusCompute.Remote.LocalService.Options;

/// <summary>The URLs of message brokers.</summary>
internal static class AmqpUrls
{
    /// <summary>Whether the URL is one that RabbitMQ's clients agree on.</summary>
    public static bool IsValid(Uri url) =>
        url.IsAbsoluteUri && url is { Scheme: "amqp" or "amqps", Host.Length: > 0, Query: "", Fragment: "" } && url.AbsolutePath.LastIndexOf('/') <= 0;
}
