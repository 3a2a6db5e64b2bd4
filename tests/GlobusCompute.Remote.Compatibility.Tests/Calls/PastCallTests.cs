using System.Reflection;

namespace GlobusCompute.Remote.Compatibility.Tests.Calls;

/// <summary>Runs what earlier versions generated against today's library, service and workers.</summary>
public sealed class PastCallTests(PythonService python) : IClassFixture<PythonService>
{
    public static TheoryData<string, string> Calls
    {
        get
        {
            var calls = new TheoryData<string, string>();
            foreach (var version in PastVersion.AllNames)
            {
                foreach (var call in RecordedCalls.Of(new PastVersion(version)).Keys.Order(StringComparer.Ordinal))
                {
                    calls.Add(version, call);
                }
            }

            return calls;
        }
    }

    public static TheoryData<string> Versions => [.. PastVersion.AllNames];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task What_a_version_generated_runs(string version, string call)
    {
        await using var client = python.Service.CreateClient();
        var method = RecordedCalls.Of(new PastVersion(version))[call];
        await (Task)method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [python.Service, client], null)!;
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_calls_of_a_version_use_every_member_of_its_interfaces(string version)
    {
        var assembly = new PastVersion(version).Assembly;
        var members = ProxiedMembers.Of(assembly);
        var used = ProxiedMembers.UsedBy(assembly);
        Assert.NotEmpty(members);
        Assert.Empty(members.Where(member => !used.Contains(member)).Select(member => $"{member.DeclaringType}.{member.Name}").Order(StringComparer.Ordinal));
    }
}
