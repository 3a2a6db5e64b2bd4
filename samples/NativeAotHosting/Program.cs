using GlobusCompute.Remote;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NativeAotHosting;

// The endpoint and everything else are in appsettings.json. The access token comes from the environment, as GlobusCompute__AccessToken.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddGlobusCompute().AddProxy<ILab>();
builder.Services.AddHealthChecks().AddGlobusCompute();
using var host = builder.Build();
await host.StartAsync();

var executor = host.Services.GetRequiredKeyedService<ComputeExecutor>("cluster");
Console.WriteLine($"{executor.Label}: batches of {executor.BatchSize}, {executor.CallTimeout} a call");
Console.WriteLine($"mean: {await host.Services.GetRequiredService<ILab>().Mean([1, 2, 6])}");

await host.StopAsync();
return 0;
