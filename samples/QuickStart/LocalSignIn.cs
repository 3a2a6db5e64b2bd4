using GlobusCompute.Remote;
using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Settings;

namespace QuickStart;

/// <summary>Signs a person who does not exist in to the local service. With the real Globus, OpenBrowser is left out, and a browser opens.</summary>
internal static class LocalSignIn
{
    public static async Task<ComputeClient> CreateClientAsync(LocalComputeService local)
    {
        var auth = local.Auth!;
        using var browser = new HttpClient();
        var credential = new GlobusInteractiveCredential(new GlobusInteractiveCredentialOptions
        {
            Environment = new GlobusEnvironment("local", local.Url, auth.Url),
            ClientId = auth.NativeClient.Id.ToString(),
            TokenStore = GlobusTokenStore.InMemory(),
            OpenBrowser = async (url, stop) =>
            {
                // What a person does on the pages: choose a name, consent, and be sent back to this program.
                var redirect = await auth.SignInAsync(url, auth.People[0].Username, cancellationToken: stop);
                using var page = await browser.GetAsync(redirect, stop);
            },
        });

        // A call would sign in by itself; so the person is known before.
        var account = await credential.SignInAsync();
        Console.WriteLine($"Signed in as {account.UserName} at {auth.Url}");
        Console.WriteLine();
        return new ComputeClient(new ComputeClientOptions(local.CreateClientOptions()) { Credential = credential });
    }
}
