using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Auth;

/// <summary>The options of a Globus Auth are checked, bound and left alone without one.</summary>
public sealed class AuthOptionTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "AccessTokenLifetime", "lifetime" },
        { "RefreshTokenIdleLifetime", "idle" },
        { "CodeLifetime", "code" },
        { "ClientSecret", "secret" },
        { "People", "nobody" },
        { "People", "null" },
        { "People", "no domain" },
        { "People", "same name" },
        { "People", "same id" },
        { "People", "client's name" },
        { "Clients", "client" },
        { "Clients", "client of the service" },
        { "Clients", "client twice" },
        { "WebRedirectUris", "uri" },
        { "EndpointOwner", "owner" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_option_out_of_its_range_is_named(string name, string what)
    {
        var options = new LocalAuthOptions();
        var (dora, id) = (new LocalAuthPerson("dora@example.org", "Dora"), Guid.NewGuid());
        switch (what)
        {
            case "lifetime": options.AccessTokenLifetime = TimeSpan.FromSeconds(0.9); break;
            case "idle": options.RefreshTokenIdleLifetime = TimeSpan.MaxValue; break;
            case "code": options.CodeLifetime = TimeSpan.Zero; break;
            case "secret": options.ClientSecret = "a secret"; break;
            case "nobody": options.People = []; break;
            case "null": options.People = [null!]; break;
            case "no domain": options.People = [new("dora", "Dora")]; break;
            case "same name": options.People = [dora, new("Dora@example.org", "Dora")]; break;
            case "same id": options.People = [new("a@b", "A", id), new("c@d", "C", id)]; break;
            case "client's name": options.People = [new("x@clients.auth.globus.org", "X")]; break;
            case "client": options.Clients = [new() { Secret = "x" }]; break;
            case "client of the service": options.Clients = [new() { Id = new Guid("4cf29807-cf21-49ec-9443-ff9a3fb9f81c") }]; break;
            case "client twice": options.Clients = [new() { Id = id }, new() { Id = id }]; break;
            case "uri": options.WebRedirectUris = [new Uri("relative", UriKind.Relative)]; break;
            default: options.EndpointOwner = "dora@example.org"; break;
        }

        var e = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => LocalComputeService.StartAsync(new LocalComputeServiceOptions { Auth = true, AuthOptions = options }));

        Assert.StartsWith($"LocalComputeServiceOptions.AuthOptions.{name} must be ", e.Message);
        Assert.DoesNotContain("a secret", e.Message);
    }

    [Theory]
    [InlineData("alice@example.org")]
    [InlineData("ALICE@example.org")]
    [InlineData("x@clients.auth.globus.org")]
    public async Task A_user_with_a_token_cannot_have_the_name_of_one_who_signs_in(string name)
    {
        var options = new LocalComputeServiceOptions { Auth = true, Users = [new(name, "token")] };

        var e = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LocalComputeService.StartAsync(options));

        Assert.StartsWith("LocalComputeServiceOptions.Users must be ", e.Message);
    }

    [Fact]
    public async Task Without_Auth_there_is_none_and_nothing_is_enforced()
    {
        var users = new LocalComputeUser[] { new("alice@example.org", "hers"), new("bob@example.org", "his") };
        await using var service = await AuthService.StartAsync(options => (options.Auth, options.Users, options.AuthOptions.ClientSecret) = (false, users, "not checked"));
        using var alice = new Api(service, "hers");
        using var bob = new Api(service, "his");

        var task = await alice.SubmitAsync(await alice.RegisterSourceAsync("f", "def f():\n    return 7\n"), [Api.NoArguments]);

        Assert.Null(service.Auth);
        Assert.Equal("success", (await bob.FinishAsync(task)).Values.Single().GetProperty("status").GetString());
        Assert.Equal(1, (await Api.ReadAsync(await bob.Http.GetAsync("v2/endpoints"))).GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await bob.Http.GetAsync("v2/oauth2/authorize")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.Http.GetAsync(".well-known/openid-configuration")).StatusCode);
    }

    [Fact]
    public async Task Users_with_tokens_and_people_who_sign_in_go_together()
    {
        await using var service = await AuthService.StartAsync(options => options.Users = [new("robot", "its-token")]);
        using var robot = new Api(service, "its-token");
        using var alice = new Api(service, service.Auth!.IssueAccessToken("alice@example.org"));
        var function = await robot.RegisterSourceAsync("f", "def f():\n    return 7\n");

        Assert.Equal("success", (await robot.RunAsync(function)).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await alice.PostBatchAsync(Api.Batch(function, [Api.NoArguments]))).StatusCode);
    }

    [Fact]
    public async Task Options_are_bound_from_configuration_and_copied_at_the_start()
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(
            $$"""
            {
              "Python": "{{TestService.Python}}", "Workers": 1, "Auth": true,
              "AuthOptions": {
                "AccessTokenLifetime": "00:00:20", "ClientSecret": "s3cret", "WebRedirectUris": [ "https://app.example.org/signin-oidc" ],
                "People": [ { "Username": "dora@example.org", "Name": "Dora", "Id": "d04a0000-0000-4000-8000-000000000004" } ],
                "Clients": [ { "Id": "11111111-2222-4444-8888-000000000001", "Kind": "Web", "Name": "App", "RedirectUris": [ "https://other.example.org/x" ] } ]
              }
            }
            """))).Build();
        var options = new LocalComputeServiceOptions(configuration.Get<LocalComputeServiceSettings>()!);
        await using var service = await LocalComputeService.StartAsync(options);
        options.AuthOptions.People.Last().Name = "Changed";

        var auth = service.Auth!;
        Assert.Equal(service.Url, auth.Url);
        Assert.Equal(("s3cret", "https://app.example.org/signin-oidc"), (auth.WebClient.Secret, auth.WebClient.RedirectUris.Single().OriginalString));
        Assert.Equal(["alice@example.org", "bob@example.org", "carol@example.edu", "dora@example.org"], auth.People.Select(person => person.Username));
        Assert.Equal(("Dora", new Guid("d04a0000-0000-4000-8000-000000000004")), (auth.People[3].Name, auth.People[3].Id));
        using var client = new AuthClient(service);
        Assert.Equal(20, (await client.GetTokensAsync("dora@example.org"))["funcx_service"].ExpiresIn);
        Assert.NotEmpty(await client.SignInAsync("dora@example.org", ("client_id", "11111111-2222-4444-8888-000000000001"), ("redirect_uri", "https://other.example.org/x")));
    }
}
