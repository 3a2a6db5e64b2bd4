namespace Lab;

/// <summary>Uses every member of <see cref="IBroken"/>.</summary>
public static class BrokenCalls
{
    public static async Task The_members_beside_those_that_throw_work(LocalComputeService service, ComputeClient client) =>
        Assert.Equal("works", await client.CreateExecutor(service.EndpointId).CreateProxy<IBroken>().Works());

    public static unsafe Task Members_that_cannot_work_throw_what_the_compiler_said(LocalComputeService service, ComputeClient client)
    {
        var broken = client.CreateExecutor(service.EndpointId).CreateProxy<IBroken>();
        Throws("GCR007", () => broken.Changed += (_, _) => { });
        Throws("GCR007", () => broken.Changed -= (_, _) => { });
        Throws("GCR007", () => _ = broken.Name);
        Throws("GCR007", () => broken.Name = "");
        Throws("GCR007", () => _ = broken.Size);
        Throws("GCR007", () => _ = broken[0, ""]);
        Throws("GCR009", () => _ = broken.Nothing());
        Throws("GCR004", () => broken.Wrong());
        Throws("GCR005", () =>
        {
            var a = 0;
            var d = 2L;
            _ = broken.References(ref a, out _, 1, in d);
        });
        Throws("GCR006", () => _ = broken.Generic<string, int, int, object>(null, null, 0, null));
        Throws("GCR020", () => _ = broken.Span([], []));
        Throws("GCR020", () => _ = broken.Pointer(null));
        Throws("GCR040", () => _ = broken.Bytes([1]));
        Throws("GCR008", broken.Unmarked);
        Throws("GCR008", () => broken.Reference());
        return Task.CompletedTask;
    }

    private static void Throws(string id, Action use) => Assert.StartsWith($"{id}: IBroken.", Assert.Throws<NotSupportedException>(use).Message);
}
