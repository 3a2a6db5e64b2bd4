using GlobusCompute.Remote;
using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.Credentials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NativeAotHosting;

// The endpoint and everything else are in appsettings.json.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddGlobusCompute().AddProxy<ILab>();
if (builder.Configuration["GlobusCompute:AccessToken"] is null)
{
    // A service that signs in with GLOBUS_COMPUTE_CLIENT_ID and GLOBUS_COMPUTE_CLIENT_SECRET, or else who has run 'gcompute login'.
    builder.Services.AddSingleton<IComputeCredential>(GlobusCredential.Default);
}

builder.Services.AddHealthChecks().AddGlobusCompute();
using var host = builder.Build();
await host.StartAsync();

var executor = host.Services.GetRequiredKeyedService<ComputeExecutor>("cluster");
Console.WriteLine($"{executor.Label}: batches of {executor.BatchSize}, {executor.CallTimeout} a call");
Console.WriteLine($"mean: {await host.Services.GetRequiredService<ILab>().Mean([1, 2, 6])}");

await host.StopAsync();
return 0;
