using System.Globalization;

namespace GlobusCompute.Remote.Soak;

/// <summary>What the command line says.</summary>
public sealed record SoakOptions
{
    /// <summary>How long calls are made.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long a token lives.</summary>
    public TimeSpan Life { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many processes share the stored sign-in.</summary>
    public int Processes { get; init; } = 2;

    /// <summary>How many threads of each process make calls through each of its clients.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>How long a thread waits after a call.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(2);

    internal SoakTarget? Target { get; init; }

    /// <exception cref="ArgumentException">An option is not known, or its value is not a number.</exception>
    public static SoakOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new SoakOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            options = name switch
            {
                "--seconds" => options with { Duration = TimeSpan.FromSeconds(Number(arguments, ++i)) },
                "--life" => options with { Life = TimeSpan.FromSeconds(Number(arguments, ++i)) },
                "--processes" => options with { Processes = Number(arguments, ++i) },
                "--threads" => options with { Threads = Number(arguments, ++i) },
                "--pause" => options with { Pause = TimeSpan.FromMilliseconds(Number(arguments, ++i)) },
                "--target" => options with { Target = new SoakTarget(new Uri(arguments[++i]), Guid.Parse(arguments[++i]), arguments[++i]) },
                _ => throw new ArgumentException($"{name} is not an option. There are --seconds N, --life SECONDS, --processes N, --threads N and --pause MILLISECONDS."),
            };
        }

        return options;
    }

    internal IEnumerable<string> ToArguments(SoakTarget target) =>
    [
        "--seconds", Text(Duration.TotalSeconds), "--life", Text(Life.TotalSeconds), "--threads", Text(Threads), "--pause", Text(Pause.TotalMilliseconds),
        "--target", target.Url.AbsoluteUri, target.Endpoint.ToString("D"), target.Folder,
    ];

    private static string Text(double number) => ((int)number).ToString(CultureInfo.InvariantCulture);

    private static int Number(IReadOnlyList<string> arguments, int index) =>
        index < arguments.Count && int.TryParse(arguments[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"{arguments[index - 1]} needs a number above zero.");
}

/// <summary>What a process with clients is told.</summary>
/// <param name="Url">The service and its Globus Auth.</param>
/// <param name="Endpoint">Its endpoint.</param>
/// <param name="Folder">The folder of the stored tokens.</param>
internal sealed record SoakTarget(Uri Url, Guid Endpoint, string Folder);
