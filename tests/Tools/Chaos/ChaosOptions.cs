using System.Globalization;

namespace GlobusCompute.Remote.Chaos;

/// <summary>What the command line says.</summary>
public sealed record ChaosOptions
{
    /// <summary>Decides the calls, the faults and their order.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many calls are made.</summary>
    public int Tasks { get; init; } = 200_000;

    /// <summary>How many threads make them.</summary>
    public int Threads { get; init; } = 200;

    /// <summary>Whether memory is measured rather than calls are disturbed.</summary>
    public bool Memory { get; init; }

    /// <summary>Whether answers and results are faulty while memory is measured.</summary>
    public bool Faults { get; init; }

    /// <summary>Whether what the library logs is printed.</summary>
    public bool Log { get; init; }

    /// <summary>How long the run may go without any progress.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    internal ChildOptions? Child { get; init; }

    /// <exception cref="ArgumentException">An option is not known, or its value not a number.</exception>
    public static ChaosOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new ChaosOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            options = name switch
            {
                "--memory" => options with { Memory = true },
                "--log" => options with { Log = true },
                "--faults" => options with { Faults = true },
                "--seed" => options with { Seed = Number(arguments, ++i) },
                "--tasks" => options with { Tasks = Number(arguments, ++i) },
                "--threads" => options with { Threads = Number(arguments, ++i) },
                "--patience" => options with { Patience = TimeSpan.FromSeconds(Number(arguments, ++i)) },
                "--child" => options with { Child = new ChildOptions(new Uri(arguments[++i]), arguments[++i]) },
                _ => throw new ArgumentException(
                    $"{name} is not an option. There are --seed N, --tasks N, --threads N, --patience SECONDS, --log, --memory and --faults."),
            };
        }

        return options;
    }

    internal IEnumerable<string> ToArguments()
    {
        string[] numbers =
        [
            "--seed", Text(Seed), "--tasks", Text(Tasks), "--threads", Text(Threads), "--patience", Text((int)Patience.TotalSeconds),
            .. Memory ? ["--memory"] : Array.Empty<string>(), .. Log ? ["--log"] : Array.Empty<string>(), .. Faults ? ["--faults"] : Array.Empty<string>(),
        ];
        return Child is { } child ? [.. numbers, "--child", child.Service.AbsoluteUri, child.Sheet] : numbers;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(IReadOnlyList<string> arguments, int index) =>
        index < arguments.Count && int.TryParse(arguments[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"{arguments[index - 1]} needs a number above zero.");
}
