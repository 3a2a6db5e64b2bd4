using System.Globalization;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>What a command line sets.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>Gets the number of measured rounds; figures are their medians. Default 5, at least 1.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Gets the number of tasks of a run over RabbitMQ. Default 50,000, at least 1; four times as many are sent over the built-in broker.</summary>
    public int Tasks { get; init; } = 50_000;

    /// <summary>Reads <c>--rounds N</c> and <c>--tasks N</c>.</summary>
    /// <exception cref="ArgumentException">There is something else, or a number is not one.</exception>
    public static BenchmarkOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length
                && int.TryParse(arguments[i + 1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number > 0
                    ? number
                    : throw new ArgumentException($"{arguments[i]} must be followed by a number above zero.", nameof(arguments));
            options = arguments[i] switch
            {
                "--rounds" => options with { Rounds = value },
                "--tasks" => options with { Tasks = value },
                _ => throw new ArgumentException($"{arguments[i]} is not an option: --rounds N and --tasks N are.", nameof(arguments)),
            };
        }

        return options;
    }
}
