using System.CommandLine;

namespace GlobusCompute.Remote.Tool.Completion;

/// <summary><c>gcompute completion</c>: scripts that let a shell complete commands and options.</summary>
internal static class CompletionCommand
{
    // Each asks the program itself, by the directive [suggest:POSITION], for what may stand at the cursor.
    private const string Bash = """
        # eval "$(gcompute completion bash)"
        _gcompute_complete() {
          local line="${COMP_LINE#"${COMP_WORDS[0]}"}"
          line="${line# }"
          local position=$(( COMP_POINT - ${#COMP_WORDS[0]} - 1 ))
          (( position < 0 )) && position=0
          local IFS=$'\n'
          COMPREPLY=( $(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${position}]" "${line}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _gcompute_complete gcompute
        """;

    private const string Zsh = """
        # eval "$(gcompute completion zsh)"
        _gcompute() {
          local line="${BUFFER#"${words[1]}"}"
          line="${line# }"
          local position=$(( CURSOR - ${#words[1]} - 1 ))
          (( position < 0 )) && position=0
          local -a found
          found=( ${(f)"$("${words[1]}" "[suggest:${position}]" "${line}" 2>/dev/null)"} )
          (( ${#found} )) && compadd -- $found || _files
        }
        compdef _gcompute gcompute
        """;

    private const string PowerShell = """
        # gcompute completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName gcompute -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          $name = $commandAst.CommandElements[0].Extent.Text
          $line = $commandAst.Extent.Text.Substring($name.Length).TrimStart()
          $position = [Math]::Max(0, $cursorPosition - $commandAst.Extent.StartOffset - $name.Length - 1)
          & $name "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$wordToComplete*" } |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    public static Command Create()
    {
        var command = new Command("completion", "Prints a script that lets a shell complete commands and options.");
        Add(command, "bash", "For bash: eval \"$(gcompute completion bash)\" in ~/.bashrc.", Bash);
        Add(command, "zsh", "For zsh: eval \"$(gcompute completion zsh)\" in ~/.zshrc, after compinit.", Zsh);
        Add(command, "pwsh", "For PowerShell: gcompute completion pwsh | Out-String | Invoke-Expression in $PROFILE.", PowerShell);
        return command;
    }

    private static void Add(Command parent, string name, string description, string script)
    {
        var command = new Command(name, description) { HelpWithExitCodes.Option(ExitCodes.HelpOf()) };
        command.SetAction(_ =>
        {
            Console.Out.WriteLine(script);
            return ExitCodes.Ended;
        });
        parent.Add(command);
    }
}
