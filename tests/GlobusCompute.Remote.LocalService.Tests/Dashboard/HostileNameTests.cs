using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tests.Auth;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Dashboard;

/// <summary>With a Globus Auth, the dashboard shows tasks of all users; names of users and functions are theirs to choose.</summary>
public sealed class HostileNameTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>\u202Egnirts\u001B[31m\u0007\u200B\u2028\u0085\uDB40\uDC41&amp;\"'`";

    [Fact]
    public async Task Nothing_that_hides_or_turns_text_around_is_in_the_data_of_any_view()
    {
        const string User = "<b>\u202Ebob\u200B</b>@example.org";
        await using var service = await AuthService.StartAsync(options =>
        {
            options.AuthOptions.People = [new LocalAuthPerson("alice@example.org", "Alice"), new LocalAuthPerson(User, "Bob\u202E<script>")];
        });
        using var client = await DashboardClient.OpenAsync(service);
        var ids = new List<Guid>();
        foreach (var user in new[] { "alice@example.org", User })
        {
            using var api = new Api(service, service.Auth!.IssueAccessToken(user));
            var function = await api.RegisterAsync(Api.Source("f", "def f(x):\n    print(x)\n    raise ValueError(x)\n"), Hostile);
            ids.AddRange(await api.SubmitAsync(function, [Api.Arguments(JsonSerializer.Serialize(new[] { Hostile }))]));
            await api.FinishAsync([ids[^1]]);
        }

        var texts = new List<string>();
        foreach (var view in new[] { "tasks?limit=10&offset=0", "failures", "functions", "workers", "output", "results", "faults", $"tasks/{ids[0]}", $"tasks/{ids[1]}" })
        {
            texts.AddRange(Texts(await client.ReadAsync(view)));
        }

        Assert.All(texts, text => Assert.DoesNotContain(
            text.EnumerateRunes(),
            static rune => (System.Text.Rune.IsControl(rune) && rune.Value != '\n')
                || rune.Value is 0x202E or 0x200B or 0x2028 or 0x2029 or 0xE0041));
        Assert.Contains(texts, static text => text.StartsWith(@"<img src=x onerror=alert(1)>\u202egnirts\x1b[31m\x07\u200b", StringComparison.Ordinal));
        Assert.Contains(@"<b>\u202ebob\u200b</b>@example.org", texts);
        Assert.Contains("alice@example.org", texts);

        // The other user's API shows neither: only the dashboard does.
        using var alice = new Api(service, service.Auth!.IssueAccessToken("alice@example.org"));
        Assert.Contains("could not be found", (await alice.StatusAsync([ids[1]]))[ids[1]].GetProperty("reason").GetString());
    }

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(static member => Texts(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };
}
