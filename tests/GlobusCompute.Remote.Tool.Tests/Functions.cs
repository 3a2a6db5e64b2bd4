using System.Text.Json;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>What the tests run.</summary>
public interface IFunctions
{
    [ComputeFunction(Source = """
        def add(a, b):
            print("adding", flush=True)
            return a + b
        """)]
    ComputeFuture<int> Add(int a, int b);

    [ComputeFunction(Source = """
        def calibrate():
            raise ValueError("bad reading")
        """)]
    ComputeFuture Calibrate();

    /// <summary>The values of environment variables, null for those that are not set.</summary>
    [ComputeFunction(Source = """
        import os

        def variables(names):
            return [os.environ.get(name) for name in names]
        """)]
    ComputeFuture<string?[]> Variables(string[] names);

    /// <summary>Says so once it runs and has a child; does not end by itself.</summary>
    [ComputeFunction(Source = """
        import subprocess, sys, time

        def linger():
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            print("lingering", flush=True)
            time.sleep(600)
        """)]
    ComputeFuture Linger();
}

/// <summary>Clients made of nothing but what the program printed.</summary>
internal static class Clients
{
    public static ComputeClient Create(Uri url, string token) => new(new ComputeClientOptions
    {
        ServiceUrl = url,
        Credential = new ComputeAccessTokenCredential(token),
        Delivery = ComputeDelivery.Poll,
        PollInterval = TimeSpan.FromMilliseconds(5),
        MaxPollInterval = TimeSpan.FromMilliseconds(100),
        RequestBudget = null,
    });

    public static ComputeClient Create(JsonElement ready) => Create(new Uri(ready.GetProperty("url").GetString()!), ready.GetProperty("token").GetString()!);
}
