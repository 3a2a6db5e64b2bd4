using GlobusCompute.Remote.Generators.Python.Syntax;

namespace GlobusCompute.Remote.Generators.Tests.Python.Syntax;

/// <summary>Programs made up from the grammars of all versions; half of them or more are such as the Python of a current system knows.</summary>
public sealed class GeneratedProgramTests(ITestOutputHelper output)
{
    private const int Programs = 20_000;

    private static readonly Version[] s_versions = [new(3, 9), new(3, 10), new(3, 11), new(3, 12), new(3, 13), new(3, 14)];

    [Fact]
    public void No_generated_program_has_an_error()
    {
        using var python = PythonCompiler.TryStart();
        var confirmed = 0;
        for (var seed = 0; seed < Programs; seed++)
        {
            var version = s_versions[seed % s_versions.Length];
            var text = ProgramWriter.Write(seed, version);
            if (python is not null && version <= python.Version)
            {
                Assert.True(python.Compile(text) is not { } refused, $"The generator of programs is wrong: seed {seed} is refused at line {python.Compile(text)}:\n{text}");
                confirmed++;
            }

            var error = PythonSyntaxChecker.Check(text, TestContext.Current.CancellationToken);
            Assert.True(error is null, $"Seed {seed}, valid from Python {version} on, has {error}:\n{text}");
        }

        output.WriteLine($"{Programs} programs without an error, {confirmed} of them confirmed by Python {python?.Version}.");
    }
}
