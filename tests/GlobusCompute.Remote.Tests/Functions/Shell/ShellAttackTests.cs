using System.Globalization;
using GlobusCompute.Remote.Shared.Shell;
using Xunit;

namespace GlobusCompute.Remote.Tests.Functions.Shell;

/// <summary>That no value runs in bash, of commands that are built without a word against them, though builtins evaluate what they are given.</summary>
public sealed class ShellAttackTests
{
    // Each makes a file when bash, or what it calls, takes any of it for a command.
    private static readonly string[] s_values =
    [
        "$(>pwned)", "`>pwned`", "a[$(>pwned)]", "x[$(>pwned)]=1", "a\n>pwned\n#", "'; >pwned; '", ">pwned", "touch pwned", "-va[$(>pwned)]", "-Stouch pwned", "-ctouch pwned",
        "(a[$(>pwned)])", "([a[$(>pwned)]]=1)", "1+a[$(>pwned)]", "-v", "BEGIN{system(\"touch pwned\")}", "1e touch pwned", "__import__('os').system('touch pwned')",
        "-e1e touch pwned", "a[$(>pwned)]=1", "\\$(>pwned)", "${a[$(>pwned)]}", "PS4=$(>pwned)", "<(>pwned)", "--split-string=touch pwned",
        "touch pwned|", "1 touch pwned", ". -exec touch pwned ;", "-a x touch pwned",
    ];

    private static readonly string[] s_before =
    [
        "", "", "", "true; ", "true && ", "if true; then : ; fi; ", "echo a \\\n", "v={x}; ", "v={x}; w=$v; ", "v={x}\n", "declare v={x}; ", "export v={x}; ", "v=a{x}; ", "declare -i v; ", "a=(1 2); ",
        "for v in {x}; do :; done; ", "read -r v <<< {x}; ", "printf -v v %s {x}; ", "set -- {x}; v=$1; ", "f() {{ (( $1 )); }}; ", "mapfile -t v <<< {x}; ", "v+={x}; ", "{{ ", "( ", "s=abc; ", "echo \"$(echo {x})\"; ",
        "2>/dev/null ", ">&2 ", "A=1 ", "! ", "time ", "command ", "builtin ", "exec ", "env ", "nohup ", "timeout 5 ", "xargs ", "f {x}; ", "case {x} in a) ;; esac; ", "declare -n r=v; v={x}; ", "readonly v={x}\n",
    ];

    private static readonly string[] s_heads =
    [
        "echo", "echo a \\\n#", "echo a \\\n", "echo $\\\n", "printf %s", "printf", "printf --", "printf -v v %s", "printf -v", "test -v", "test", "[ -v", "[ ! -v", "[ -n", "[", "[[ -v", "[[ -R", "[[ -n", "[[ 1 -gt", "[[ ! 1 -eq", "[[",
        "read", "read -r", "read -p p", "unset", "unset -v", "declare", "declare -i", "declare -a", "declare -A", "declare -n", "typeset", "typeset -i", "export", "readonly", "readonly -a", "let", "let v=1", "eval", "eval echo", "trap",
        "bash -c", "sh -c", "bash -ec", "bash --norc -c", "bash -c 'echo \"$1\"' _", "bash -c 'echo '", "e''val", "\\eval", "env", "env -i", "env -S", "env -v -S", "env A=1", "env A=1 bash -c", "find . -maxdepth 0 -exec sh -c",
        "find . -maxdepth 0 -name", "xargs echo", "xargs sh -c", "alias", "mapfile -t", "mapfile -C", "getopts ab", "getopts", "wait -p", "cd", "ls -d --", "cat --", "let a=1,", "awk", "awk -v a=1", "awk 1", "sed", "sed -n", "sed -e",
        "sed -n p", "python3 -c", "python3 -S -c", "perl -e", "perl -n -e", "set --", "shift", "return", "exit", "ulimit -n", "kill", "umask", "type", "hash", "hash -p", "a[1]=", "a[1 +", "a[b[0]+", "a=([", "a=([1]=", "declare a=([", "a+=([",
        "declare -A a; a[", "declare -A a=([", "(( 1 +", "echo $((1 +", "for ((i=0;i<", "source <(echo", ". <(echo", "bash <(echo", "bash <<<", "cat <<<", "cat <", "cat >", "cat <<\\\nE", "bind", "complete -C", "compgen -W", "coproc", "PS4=", "set -x; PS4=",
        "BASH_ENV=", "IFS=", "PROMPT_COMMAND=", "ssh localhost", "watch -g", "su -c", "flock f -c", "script -c", "exec -a", "pushd", "logout", "suspend", "fc -s", "history -s", "test -n a -a -v", "[ a = a -a", "[[ a && 1 -lt", "[[ a || -v",
        "exec -a n", "env -u", "env -i A=1", "env A=", "timeout", "timeout -s 9", "timeout 5", "nice -n", "nice", "setsid", "stdbuf -o", "stdbuf -o0", "ionice", "find", "find . -name",
        "find . -maxdepth 0", "perl -p -e 1", "perl -ne 1 --", "perl -lane 1 ./", "perl -pi -e 1 f", "xargs -n", "xargs -a", "nohup", "perl -F: -e 1",
    ];

    private static readonly string[] s_tails =
    [
        " {x}", " {x}", " {x}", "{x}", " a{x}", " {x}a", " {x}=1", " v={x}", " a[{x}]", " a[{x}]=1", " {x} {x}", " a {x}", " -v {x}", " {x} b", " {x} -gt 3 ]]", " {x} ]]", " {x} ]", " {x} = a ]", " -a {x}", " {x}]=1", " {x}]=1)", " {x} ))", " {x} )",
        " {x};i++)); do :; done", " $v", " \"$v\"", " \"$v\" -gt 1 ]]", " v", " \"${{v}}\"", " v ]]", " {x} v", " -- {x}", " -c {x}", " -e {x}", " 'a' {x}", " {x} \\\n {x}", "\\\n{x}", " \\\n{x}",
    ];

    private static readonly string[] s_after =
    [
        "", "", "", "", "; }}", " )", "; (( v ))", "; echo $((v + 1))", "; (( w ))", "; [[ $v -gt 1 ]]", "; [[ v -eq 1 ]]", "; [ \"$v\" -gt 1 ]", "; let v", "; let \"w=v\"", "; a[v]=1", "; a[$v]=1", "; echo ${{a[v]}}", "; echo ${{s:v}}", "; echo ${{s:0:v}}",
        "; eval $v", "; eval \"$v\"", "; bash -c \"$v\"", "; bash -c 'echo $v'", "; declare -i n=$v", "; declare -i v; v=$v", "; echo ${{!v}}", "; echo ${{v@P}}", "; unset \"$v\"", "; read \"$v\"", "; printf -v \"$v\" 1", "; [[ -v $v ]]", "; test -v \"$v\"",
        "; for ((i=0; i<v; i++)); do :; done", "; w=$v; (( w ))", "; for w in \"$v\"; do (( w )); done", "; f() {{ (( $1 )); }}; f $v", "; export v; bash -c 'echo \"$v\"'", "; trap \"$v\" EXIT", "; echo \"$v\"", "; declare \"$v\"=1", "; echo ${{v:-1}}", "; echo ${{#v}}",
        "; PS4=$v; set -x; :", "; a=([v]=1)", "; declare -n q=$v; echo $q", "; exit $v", "; echo ${{v:1}}", "; return $v", "; (( r ))", "; echo \"${{v%.*}}\"", "; case $v in *) ;; esac", "; while (( v )); do break; done", "; echo $[v]", " && (( v ))", "; (( REPLY ))",
    ];

    // More of them: SHELL_TEMPLATES=2000.
    [Fact]
    public async Task No_value_runs_in_a_command_that_is_built_without_a_word_against_it()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("SHELL_TEMPLATES") ?? "60", CultureInfo.InvariantCulture);
        var random = new Random(int.Parse(Environment.GetEnvironmentVariable("SHELL_SEED") ?? "14", CultureInfo.InvariantCulture));
        var commands = new HashSet<string>();
        var refused = 0;
        while (commands.Count < count)
        {
            var text = Pick(s_before) + Pick(s_heads) + Pick(s_tails) + Pick(s_after);
            var template = ShellTemplate.Parse(text, static _ => false);
            if (template.Problem is not null || template.Fields.Count == 0)
            {
                continue;
            }

            if (template.Fields.Any(static field => field.Danger is not null))
            {
                refused++;
                continue;
            }

            commands.Add(text);
        }

        var broken = await BashRuns.BrokenAsync([.. commands.SelectMany(static command => s_values.Select(value => BashRuns.Render(command, value)))]);

        Assert.True(refused > count / 2, "Few commands were refused.");
        Assert.True(broken.Count == 0, $"{broken.Count} ran ({refused} templates refused):\n" + string.Join("\n----\n", broken.Take(60)));

        string Pick(string[] pieces) => pieces[random.Next(pieces.Length)];
    }
}
