using System.Globalization;

namespace GlobusCompute.Remote.Victim;

/// <summary>What a test tells the victim: what it does, with which service, and when it dies.</summary>
/// <param name="Url">The service.</param>
/// <param name="Token">Its access token.</param>
/// <param name="Endpoint">Its endpoint.</param>
/// <param name="Streams">Whether results are streamed.</param>
/// <param name="Journal">The journal's file.</param>
/// <param name="File">The gate that held tasks wait for, or where tasks note that they ran.</param>
/// <param name="Seed">Decides which calls are made, and in which requests.</param>
/// <param name="Moment">The kind of moment at which it kills itself; None when the test does.</param>
/// <param name="Count">The how manieth of these moments; of bytes, how many the journal has got by then.</param>
public sealed record VictimOptions(
    Uri Url, string Token, Guid Endpoint, bool Streams, string Journal, string File, int Seed = 0, DeathMoment Moment = DeathMoment.None, long Count = 0)
{
    public IEnumerable<string> ToArguments() =>
    [
        Url.AbsoluteUri,
        Token,
        Endpoint.ToString("D"),
        Streams ? "stream" : "poll",
        Journal,
        File,
        Seed.ToString(CultureInfo.InvariantCulture),
        Moment.ToString(),
        Count.ToString(CultureInfo.InvariantCulture),
    ];

    public static VictimOptions Parse(string[] arguments) => new(
        new Uri(arguments[0]),
        arguments[1],
        Guid.Parse(arguments[2]),
        arguments[3] == "stream",
        arguments[4],
        arguments[5],
        int.Parse(arguments[6], CultureInfo.InvariantCulture),
        Enum.Parse<DeathMoment>(arguments[7]),
        long.Parse(arguments[8], CultureInfo.InvariantCulture));
}

/// <summary>The kinds of moments at which the victim can kill itself.</summary>
public enum DeathMoment
{
    None,

    /// <summary>When the journal has got so many bytes, in the middle of a record or between two.</summary>
    JournalByte,

    /// <summary>When a request to submit is about to be sent.</summary>
    BeforeSubmit,

    /// <summary>When the service has answered it, and nobody knows of the answer yet.</summary>
    AfterSubmit,

    /// <summary>When results have arrived.</summary>
    Result,
}
