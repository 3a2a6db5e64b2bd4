using System.CommandLine;

namespace GlobusCompute.Remote.Tool.Doctor;

/// <summary>What <c>gcompute doctor</c> takes.</summary>
internal sealed class DoctorLine
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_probeTimeout = TimeSpan.FromSeconds(60);

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        HelpName = "SECONDS",
        Description = $"How long one connection may take. Default: {s_timeout.TotalSeconds:0}.",
        CustomParser = OptionValue.Seconds,
    };

    private readonly Option<TimeSpan?> _probeTimeout = new("--probe-timeout")
    {
        HelpName = "SECONDS",
        Description = $"How long to wait for the result of the probe task. Default: {s_probeTimeout.TotalSeconds:0}.",
        CustomParser = OptionValue.Seconds,
    };

    public Option<Guid?> Endpoint { get; } = new("--endpoint", "-e")
    {
        HelpName = "UUID",
        Description = "The endpoint that is checked. Default: the profile's.",
        CustomParser = OptionValue.OptionalId,
    };

    public Option<string?> Python { get; } = new("--python")
    {
        HelpName = "PATH",
        Description = "The Python interpreter of this machine. Default: the profile's, else the one in GCOMPUTE_PYTHON, else the first on the PATH.",
    };

    public Option<bool> NoProbe { get; } = new("--no-probe") { Description = "Sends no task to the endpoint." };

    public void AddTo(Command command)
    {
        command.Add(Endpoint);
        command.Add(Python);
        command.Add(NoProbe);
        command.Add(_timeout);
        command.Add(_probeTimeout);
    }

    public TimeSpan TimeLimit(ParseResult line) => line.GetValue(_timeout) ?? s_timeout;

    public TimeSpan ProbeLimit(ParseResult line) => line.GetValue(_probeTimeout) ?? s_probeTimeout;
}
