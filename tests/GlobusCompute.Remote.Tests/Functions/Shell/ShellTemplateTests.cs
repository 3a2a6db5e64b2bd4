using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Functions.Shell;
using GlobusCompute.Remote.Shared.Shell;
using Xunit;

namespace GlobusCompute.Remote.Tests.Functions.Shell;

/// <summary>Which places of a command quotes protect. What is said here of bash, the integration tests try with bash.</summary>
public sealed class ShellTemplateTests
{
    [Theory]
    [InlineData("{x}")]
    [InlineData("grep -c {x} file")]
    [InlineData("a{x}b --name={x} {x}:{x}")]
    [InlineData("echo 'single' \"double $HOME\" {x}")]
    [InlineData("echo \"it's\" {x}")]
    [InlineData("echo $(basename {x}) \"$(basename {x})\" \"$(echo \"$(cat {x})\")\"")]
    [InlineData("echo ${{HOME%%/*}} ${{#x}} {x}")]
    [InlineData("echo $((1 + (2 * 3))) {x}")]
    [InlineData("echo a#b $# {x}")]
    [InlineData("# a comment with ' and \"\necho {x}")]
    [InlineData("cat <<< {x}")]
    [InlineData("cat < {x} > {x} 2>&1 | tee {x}; x={x}; if [ {x} = a ]; then echo {x}; fi")]
    [InlineData("case {x} in a) echo {x};; esac")]
    [InlineData("echo \\' {x} \\\" {x} \\\\{x}")]
    [InlineData("echo $'it\\'s' {x}")]
    [InlineData("awk '{{ print $1 }}' {x}")]
    [InlineData("diff <(sort {x}) <(sort {x})")]
    [InlineData("( cd {x} && ls )")]
    public void A_field_in_a_plain_word_is_protected(string command) => Assert.All(Parse(command).Fields, static field => Assert.Null(field.Danger));

    [Theory]
    [InlineData("a {x} <<< b >(c) <(d) <<E 2>&1 &> f; g \\ h \\\nx=(1 2) y=$((3)) ((4)) $'i' $\"j\" ${{k}} `l` $[m] # n")]
    [InlineData("case {x} in a) b ;; esac; if [[ c ]]; then d[1]=e; fi; f() {{ g \"h\"; }} && i 'j' | k \\")]
    public void A_command_that_is_cut_off_anywhere_is_read_to_its_end(string command)
    {
        var whole = ShellTemplate.Parse(command, static _ => false).Fields.Count;
        Assert.All(Enumerable.Range(0, command.Length + 1), length =>
            Assert.InRange(ShellTemplate.Parse(command[..length], static _ => false).Fields.Count, 0, whole));
    }

    [Theory]
    [InlineData("echo '{x}'", "single quotes")]
    [InlineData("echo \"{x}\"", "double quotes")]
    [InlineData("echo $'{x}'", "single quotes")]
    [InlineData("echo \"$(echo \"{x}\")\"", "double quotes")]
    [InlineData("echo \\{x}", "backslash")]
    [InlineData("echo \"a\\{x}\"", "backslash")]
    [InlineData("echo ${x}", "'$'")]
    [InlineData("echo ${{y:-{x}}}", "${...}")]
    [InlineData("echo $(( {x} + 1 ))", "((...))")]
    [InlineData("(( {x} > 1 )) && echo a", "((...))")]
    [InlineData("echo $[ 1 ] {x}", "$[...]")]
    [InlineData("# {x}", "comment")]
    [InlineData("echo a; # {x}", "comment")]
    [InlineData("echo `cat {x}`", "backtick")]
    [InlineData("echo `date` {x}", "backtick")]
    [InlineData("cat <<EOF\n{x}\nEOF", "here-document")]
    [InlineData("a[{x}]=1", "subscript")]
    [InlineData("echo $(case a in a) echo b;; esac) {x}", "case")]
    [InlineData("echo ${{y:-'a'}} {x}", "${...}")]
    [InlineData("echo 'open {x}", "single quotes")]
    [InlineData("echo {x} 'open", "never closed")]
    [InlineData("echo {x} $(open", "never closed")]
    public void A_field_that_quotes_do_not_protect_is_told(string command, string reason) =>
        Assert.Contains(reason, Assert.Single(Parse(command).Fields).Danger);

    [Theory]
    [InlineData("echo \"{x}\" '{x}' \\{x} # {x}")]
    [InlineData("echo `{x}`")]
    public void A_field_without_quotes_may_stand_anywhere(string command) =>
        Assert.All(ShellTemplate.Parse(command, static _ => true).Fields, static field => Assert.Null(field.Danger));

    [Theory]
    [InlineData("{x}", true)]
    [InlineData("echo {x}", true)]
    [InlineData("echo {x};echo", true)]
    [InlineData("echo $(echo {x})", true)]
    [InlineData("echo <{x}", true)]
    [InlineData("echo --a={x}", false)]
    [InlineData("echo {x}.txt", false)]
    [InlineData("echo 'a'{x}", false)]
    [InlineData("echo {x}{x}", false)]
    public void A_field_is_a_word_of_its_own_when_nothing_touches_it(string command, bool isWord) =>
        Assert.All(Parse(command).Fields, field => Assert.Equal(isWord, field.IsWholeWord));

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("echo {", 5, 1)]
    [InlineData("echo {a", 5, 1)]
    [InlineData("echo {a {b}}", 5, 1)]
    [InlineData("echo }", 5, 1)]
    [InlineData("echo {{a}", 8, 1)]
    [InlineData("echo {}", 5, 2)]
    [InlineData("echo {0} {a}", 5, 3)]
    [InlineData("echo {a!r}", 5, 5)]
    [InlineData("echo {a:>10}", 5, 7)]
    [InlineData("echo {a[0]}", 5, 6)]
    [InlineData("echo { a }", 5, 5)]
    [InlineData("echo {self}", 5, 6)]
    public void Braces_that_Python_would_not_read_as_a_name_are_told_with_their_place(string command, int start, int length)
    {
        var template = Parse(command);

        Assert.NotNull(template.Problem);
        Assert.Equal((start, length), (template.ProblemStart, template.ProblemLength));
    }

    [Fact]
    public void Fields_know_their_places()
    {
        var fields = Parse("echo {{ {a} {b_2}").Fields;

        Assert.Equal([("a", 8, 3), ("b_2", 12, 5)], fields.Select(static field => (field.Name, field.Start, field.Length)));
    }

    [Fact]
    public void The_Python_function_names_only_options_that_are_set()
    {
        var bare = ShellSource.Write("run", "echo {a}", new ShellOptions(null, null, null, null, IsMpi: false));
        var full = ShellSource.Write("run", "echo \"é\\😀\"\n\t\u0001{a}", new ShellOptions(1.5, 3, "out", "e'rr", IsMpi: true));

        Assert.Equal(
            """
            def run(**fields):
                from globus_compute_sdk.sdk.shell_function import ShellFunction
                result = ShellFunction("echo {a}")(**fields)
                return result if isinstance(result, dict) else dict(result.__dict__)

            """.ReplaceLineEndings("\n"),
            bare);
        Assert.Contains(
            """MPIFunction("echo \"\xe9\\\U0001f600\"\n\t\x01{a}", stdout="out", stderr="e'rr", walltime=1.5, snippet_lines=3)""", full);
    }

    [Fact]
    public void Resources_of_an_MPI_function_are_counts_and_launcher_options()
    {
        var resources = new MpiResources { Nodes = 2, Ranks = 8, LauncherOptions = "-x" };

        Assert.Equal("""{"num_nodes":2,"num_ranks":8,"launcher_options":"-x"}""", resources.ToResourceSpecification().ToJsonString());
        Assert.Throws<InvalidOperationException>(() => new MpiResources().ToResourceSpecification());
        Assert.Throws<InvalidOperationException>(() => new MpiResources { Nodes = 0 }.ToResourceSpecification());
        Assert.Null(MpiResources.Refuse("""{"ranks_per_node":4}"""));
        Assert.Contains("'priority' is none of", MpiResources.Refuse("""{"num_nodes":1,"priority":3}"""));
        Assert.Contains("'num_nodes'", MpiResources.Refuse("""{"num_nodes":"2"}"""));
        Assert.Contains("'num_ranks'", MpiResources.Refuse("""{"num_ranks":2.5}"""));
        Assert.Contains("launcher_options", MpiResources.Refuse("""{"launcher_options":3}"""));
        Assert.Contains("empty", MpiResources.Refuse("{}"));
    }

    [Fact]
    public void A_failed_command_shows_the_last_lines_of_its_error_output()
    {
        var result = new ShellResult(new string('c', 500), "", string.Concat(Enumerable.Range(1, 30).Select(static i => $"line {i}\n")), -9, "subprocess.CalledProcessError");

        var message = Assert.Throws<ShellCommandFailedException>(result.EnsureSuccess).Message;

        Assert.StartsWith("The command ended with code -9: ccc", message);
        Assert.EndsWith("…\nline 21\nline 22\nline 23\nline 24\nline 25\nline 26\nline 27\nline 28\nline 29\nline 30", message);
        Assert.EndsWith(": c", Assert.Throws<ShellCommandFailedException>(new ShellResult("c", "", " \n", 1).EnsureSuccess).Message);
        Assert.InRange(Assert.Throws<ShellCommandFailedException>(new ShellResult("c", "", new string('x', 5000), 1).EnsureSuccess).Message.Length, 1000, 1100);
    }

    private static ShellTemplate Parse(string command) => ShellTemplate.Parse(command, static _ => false);
}
