namespace GlobusCompute.Remote.Packaging.Tests;

/// <summary>Compares text with an accepted file, so that a change of it shows in review.</summary>
internal static class VerifiedText
{
    /// <summary>Fails when the text differs from <c>Contents/NAME.verified.txt</c>, and leaves it in <c>NAME.received.txt</c> beside that.</summary>
    public static void AssertAccepted(string name, string text)
    {
        var folder = Path.Combine(TestPaths.Root, "tests", typeof(VerifiedText).Assembly.GetName().Name!, "Contents");
        var verified = Path.Combine(folder, $"{name}.verified.txt");
        var received = Path.Combine(folder, $"{name}.received.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        var gone = expected.Split('\n').Except(text.Split('\n')).Select(line => $"- {line}");
        var come = text.Split('\n').Except(expected.Split('\n')).Select(line => $"+ {line}");
        Assert.Fail($"The package {name} is not the accepted one. If the change is meant, copy {received} over {verified}.\n{string.Join('\n', gone.Concat(come))}");
    }
}
