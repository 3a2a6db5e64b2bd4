namespace GlobusCompute.Remote.Hosting.Clients;

/// <summary>
/// Sends each request through the handlers that the app's factory has at that moment: it replaces them from time to time, and a client lives as long as
/// the app.
/// </summary>
internal sealed class FactoryHandler(IHttpMessageHandlerFactory factory) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The factory keeps the handlers behind it as long as somebody holds this one; disposing it would do nothing.
        var invoker = new HttpMessageInvoker(factory.CreateHandler(GlobusComputeDefaults.HttpClientName), disposeHandler: false);
        return invoker.SendAsync(request, cancellationToken);
    }
}
