using System.Text.RegularExpressions;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>What commands print with <c>--json</c> is what <c>docs/gcompute.schema.json</c> says; other tests check the other commands.</summary>
public sealed class SchemaTests : IDisposable
{
    private static readonly string s_assembly = typeof(SchemaTests).Assembly.Location;

    private readonly CommandUser _user = new();

    public void Dispose() => _user.Dispose();

    [Fact]
    public async Task An_account_and_the_reports_of_pinned_functions_fit_the_schema()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = ToolProcess.Python, Workers = 1, Auth = true });
        _user.Variables[GlobusEnvironment.NameVariable] = "local";
        _user.Variables[GlobusEnvironment.AuthUrlVariable] = service.Auth!.Url.AbsoluteUri;
        using (var login = _user.Start("login", "--no-browser"))
        {
            var address = await ToolProcess.ReadUntilAsync(login.Error, "/v2/oauth2/authorize?");
            var redirect = await service.Auth.SignInAsync(new Uri(address.Trim()), "alice@example.org");
            await login.Input.WriteLineAsync(System.Web.HttpUtility.ParseQueryString(redirect.Query)["code"]);
            login.Input.Close();
            Assert.Equal(0, (await login.EndAsync()).Code);
        }

        var account = JsonSchema.Parse(await _user.SucceedAsync("whoami", "--json"), "account");
        Assert.Equal("alice@example.org", account.GetProperty("user_name").GetString());

        string[] target = [s_assembly, "--service", service.Url.AbsoluteUri, "--lock", _user.Folder.File("lock.json"), "--json"];
        var before = await _user.RunAsync(["function", "check", .. target]);
        var report = JsonSchema.Parse(before.Output, "lock_report");
        Assert.Equal((6, false), (before.Code, report.GetProperty("is_clean").GetBoolean()));
        Assert.All(report.GetProperty("functions").EnumerateArray(), static row => Assert.Equal("missing", row.GetProperty("state").GetString()));

        report = JsonSchema.Parse(await _user.SucceedAsync(["function", "pin", .. target]), "lock_report");
        Assert.All(report.GetProperty("functions").EnumerateArray(), static row => Assert.Equal("registered", row.GetProperty("state").GetString()));
        report = JsonSchema.Parse(await _user.SucceedAsync(["function", "check", .. target]), "lock_report");
        Assert.True(report.GetProperty("is_clean").GetBoolean());

        var failed = await _user.RunAsync(
            "function", "pin", s_assembly, "--service", "http://127.0.0.1:1/", "--token", "x", "--lock", _user.Folder.File("other.json"), "--json");
        Assert.Equal(6, failed.Code);
        JsonSchema.Parse(failed.Output, "lock_report");
    }

    [Fact]
    public void Every_definition_is_checked_by_a_test()
    {
        var folder = Path.Combine(TestPaths.Root, "tests", "GlobusCompute.Remote.Tool.Tests");
        var tests = string.Concat(Directory.EnumerateFiles(folder, "*Tests.cs").Select(File.ReadAllText));
        var documented = Regex.Matches(File.ReadAllText(Path.Combine(TestPaths.Root, "docs", "cli-json.md")), @"(?m)^\| .* \| `([a-z_]+)` \|$")
            .Select(static match => match.Groups[1].Value).Distinct().ToList();

        Assert.Contains("account", documented);
        Assert.All(documented, name => Assert.Contains($", \"{name}\")", tests));
    }
}
