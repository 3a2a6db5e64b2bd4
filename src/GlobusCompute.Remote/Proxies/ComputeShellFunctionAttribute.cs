namespace GlobusCompute.Remote;

/// <summary>
/// Marks an interface method as a command that bash runs on the worker: <c>[ComputeShellFunction("grep -c {pattern} {path}")]</c>. Each
/// <c>{name}</c> is filled by the parameter of that name; braces themselves are written <c>{{</c> and <c>}}</c>.
/// </summary>
/// <remarks>
/// <para>The method returns <see cref="ComputeFuture{T}"/> or <see cref="Task{TResult}"/> of <see cref="ShellResult"/>. A command that fails is a call
/// that succeeds, with another <see cref="ShellResult.ReturnCode"/> than 0.</para>
/// <para>A value always arrives as one word with exactly its characters: it is put into single quotes here, and a field may stand only where these
/// protect it, which the compiler checks. A list becomes as many words as it has elements. Values that begin with a dash arrive literally too;
/// whether a program takes them for options is the program's matter: put <c>--</c> before them. Programs that run their arguments again, such as
/// <c>eval</c>, <c>bash -c</c>, <c>ssh</c>, <c>let</c> or bash's <c>[[ … -eq … ]]</c>, run what they are given.</para>
/// <para><see cref="ComputeUnquotedAttribute"/> on a parameter puts its value in as it is.
/// <see cref="ComputeOmitWhenNullAttribute"/> makes null no word at all.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public class ComputeShellFunctionAttribute : Attribute
{
    /// <summary>Names the command.</summary>
    /// <param name="command">The command line with its fields.</param>
    public ComputeShellFunctionAttribute(string command) => Command = command;

    /// <summary>Gets the command line with its fields.</summary>
    public string Command { get; }

    /// <summary>
    /// Gets or sets the name of the registered Python function. Null (the default) means the method's name in snake_case without a trailing <c>Async</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// Gets or sets the walltime of the command in seconds; when it is exceeded, its result has code 124 and <see cref="ShellResult.HasTimedOut"/>. The worker
    /// does not end the process. 0 (the default) sets no limit.
    /// </summary>
    public double WalltimeSeconds { get; set; }

    /// <summary>
    /// Gets or sets the number of last lines of output and error output that are returned; they count towards the 10 MiB of a result. Default 1000.
    /// </summary>
    public int SnippetLines { get; set; } = 1000;

    /// <summary>
    /// Gets or sets the file that the output is appended to, relative to the task's folder; its last lines are still returned. Null (the default) takes one
    /// named after the task.
    /// </summary>
    public string? Stdout { get; set; }

    /// <summary>Gets or sets the file that the error output is appended to, likewise. Null (the default) takes one named after the task.</summary>
    public string? Stderr { get; set; }

    /// <summary>Gets or sets the description stored with the function when it is registered. Null (the default) stores none.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets whether anybody may run the registered function. Default false.</summary>
    public bool Public { get; set; }

    /// <summary>Gets or sets the UUID of the Globus group whose members may run the registered function. Null (the default) shares it with no group.</summary>
    public string? Group { get; set; }

    /// <summary>
    /// Gets or sets the number of seconds that a call may take until its future faults with <see cref="ComputeTimeoutException"/>; its task keeps running. 0
    /// (the default) applies the executor's <see cref="Settings.ComputeExecutorSettings.CallTimeout"/>.
    /// </summary>
    public double TimeoutSeconds { get; set; }

    /// <summary>
    /// Gets or sets whether running the command twice with the same arguments does no harm. Calls are then sent again when their outcome is unknown or their
    /// worker was lost. Default false.
    /// </summary>
    public bool Idempotent { get; set; }

    /// <summary>
    /// Gets or sets the UUID of the one high-assurance endpoint on which the registered function may run. Null by default. Excludes <see cref="Public"/>
    /// and <see cref="Group"/>.
    /// </summary>
    public string? HighAssuranceEndpointId { get; set; }
}
