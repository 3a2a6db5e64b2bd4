using System.Numerics;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>A timedelta: Python's reaches beyond .NET's, to a billion days.</summary>
internal sealed class PythonDuration(BigInteger microseconds, string typeName = "datetime.timedelta") : PythonValue
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    public override PythonKind Kind => PythonKind.TimeDelta;

    public override string TypeName => typeName;

    public BigInteger Microseconds => microseconds;

    /// <summary>Null when the time is longer than a <see cref="TimeSpan"/> can be.</summary>
    public TimeSpan? Value => BigInteger.Abs(microseconds) <= long.MaxValue / TimeSpan.TicksPerMicrosecond
        ? TimeSpan.FromTicks((long)microseconds * TimeSpan.TicksPerMicrosecond)
        : null;

    /// <summary>Days, then seconds of the day, then microseconds, as Python keeps them.</summary>
    public (BigInteger Days, long Seconds, long Microseconds) Parts
    {
        get
        {
            var days = BigInteger.DivRem(microseconds, MicrosecondsPerDay, out var rest);
            if (rest.Sign < 0)
            {
                days--;
                rest += MicrosecondsPerDay;
            }

            return (days, (long)rest / 1_000_000, (long)rest % 1_000_000);
        }
    }

    internal override void WriteRepr(PythonRepr repr)
    {
        var (days, seconds, micros) = Parts;
        repr.Add($"datetime.timedelta(days={days}, seconds={seconds}, microseconds={micros})");
    }
}
