namespace DataFrames;

/// <summary>The command line.</summary>
internal sealed record Options(string PlotPath, string? Answer = null, int ExitCode = 0)
{
    private const string Help = """
        Fits two of NIST's reference data sets with pandas and numpy, called from C# with data frames.

        usage: dotnet run --project samples/DataFrames [-- --plot FILE]

          --plot FILE   write the plot, an SVG image, to this file; fits.svg beside the program if left out
          -h, --help    show this

        GCOMPUTE_PYTHON names the Python interpreter to use; pandas must be installed in it.
        """;

    public static Options Parse(string[] args) => args switch
    {
        [] => new(Path.Combine(AppContext.BaseDirectory, "fits.svg")),
        ["-h" or "--help"] => new("", Help),
        ["--plot", { Length: > 0 } path] => new(Path.GetFullPath(path)),
        ["--plot", ..] => new("", "--plot requires one file.", ExitCode: 2),
        _ => new("", $"Unknown option '{args[0]}'; --help lists what there is.", ExitCode: 2),
    };

    /// <summary>Writes the answer where it belongs and gives the exit code.</summary>
    public int PrintAnswer()
    {
        (ExitCode == 0 ? Console.Out : Console.Error).WriteLine(Answer);
        return ExitCode;
    }
}
