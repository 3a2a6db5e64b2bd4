using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>What an app adds: the examples of docs/payloads.md.</summary>
public sealed class PayloadExtensionTests
{
    private static readonly ComputePayloadOptions s_payloads = new()
    {
        Classes =
        [
            PythonClassConverter.Create("lab.Point", o => new Polar(
                Math.Sqrt(Math.Pow(o["x"].As<double>(), 2) + Math.Pow(o["y"].As<double>(), 2)),
                Math.Atan2(o["y"].As<double>(), o["x"].As<double>()))),
            PythonClassConverter.Create("lab.Pair", o => new Polar(o["left"].As<double>(), o["right"].As<double>())),
            PythonClassConverter.Create("lab.LabError", Polar (o) => throw new InvalidOperationException("not a point: " + o.Arguments[0])),
        ],
        Strategies = [new LinesStrategy()],
    };

    private static readonly PayloadRules s_rules = Payload.Reflection.With(s_payloads);

    [Fact]
    public void A_converter_makes_a_type_of_the_app_wherever_the_class_is()
    {
        Assert.Equal(new Polar(5, 0), Read<Polar>("lab.Point(5, 0)"));
        Assert.Equal([new Polar(5, 0), new Polar(1, 2)], Read<List<Polar>>("[lab.Point(5, 0), lab.Pair(1, 2)]"));
        Assert.Equal(new Course("a", new Polar(5, 0)), Read<Course>("{'name': 'a', 'end': lab.Point(5, 0)}"));
        Assert.Equal(new Course("a", null), Read<Course>("{'name': 'a', 'end': None}"));
    }

    [Fact]
    public void Without_an_object_of_the_class_the_type_is_read_as_ever()
    {
        Assert.Equal(new Polar(5, 1), Read<Polar>("{'radius': 5, 'angle': 1}"));
        Assert.Equal(new Polar(5, 1), Payload.Read<Polar>("{\"radius\": 5, \"angle\": 1}", rules: s_rules));
        Assert.Equal(new Course("a", new Polar(5, 1)), Payload.Read<Course>("{\"name\": \"a\", \"end\": {\"radius\": 5, \"angle\": 1}}", rules: s_rules));
    }

    [Fact]
    public void What_a_converter_throws_is_told()
    {
        var error = Assert.Throws<PayloadException>(() => Read<Polar>("lab.LabError('boom')"));

        Assert.Contains("not a point: 'boom'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_added_format_is_read_into_any_type()
    {
        var payload = "ln\na=1\nb=2.5\n"u8;

        Assert.Equal(new Dictionary<string, double> { ["a"] = 1, ["b"] = 2.5 }, ResultReader.Read<Dictionary<string, double>>(payload, s_rules, allowNull: false));
        Assert.Equal(new Polar(1, 2), ResultReader.Read<Polar>("ln\nradius=1\nangle=2\n"u8, s_rules, allowNull: false));
        Assert.Equal(1, ResultReader.Read<PythonValue>(Encoding.UTF8.GetBytes("13\n" + PackedBuffers.Pack(["ln\na=1\n"])), s_rules, allowNull: false)["a"].As<double>());
        Assert.Contains("could not be read: no line", Assert.Throws<PayloadException>(() => ResultReader.Read<object>("ln\nx"u8, s_rules, allowNull: false)).Message, StringComparison.Ordinal);
        Assert.Contains("unknown format 'ln'", Assert.Throws<PayloadException>(() => ResultReader.Read<object>("ln\na=1\n"u8, Payload.Reflection, allowNull: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_added_format_is_asked_for_first() =>
        Assert.StartsWith("[\"lab.LinesData\",", Remote.Submission.ResultSerializers.Of(ResultPreference.Auto, s_payloads), StringComparison.Ordinal);

    [Fact]
    public void Additions_that_cannot_work_are_refused_when_the_client_is_made()
    {
        Assert.Contains("two ASCII letters", Assert.Throws<ArgumentException>(() => new LinesStrategy("lines")).Message, StringComparison.Ordinal);
        Assert.Contains("is used by another format", Assert.Throws<ArgumentException>(() => new ComputeClient(new ComputeClientOptions { Payloads = new() { Strategies = [new LinesStrategy("11")] } })).Message, StringComparison.Ordinal);
        Assert.Contains("own rules", Assert.Throws<ArgumentException>(() => PythonClassConverter.Create("lab.Point", _ => 1.0)).Message, StringComparison.Ordinal);
        var twice = PythonClassConverter.Create("lab.Point", _ => new Polar(0, 0));
        Assert.Contains("two converters of lab.Point", Assert.Throws<ArgumentException>(() => new ComputeClient(new ComputeClientOptions { Payloads = new() { Classes = [twice, twice] } })).Message, StringComparison.Ordinal);
    }

    private static T Read<T>(string expression) => ResultReader.Read<T>(PythonPickles.Of(expression), s_rules, allowNull: false);

    /// <summary>Lines of names and numbers.</summary>
    private sealed class LinesStrategy(string header = "ln") : ComputePayloadStrategy(header, "lab.LinesData")
    {
        public override PythonValue Read(ReadOnlySpan<byte> text)
        {
            var entries = new List<KeyValuePair<PythonValue, PythonValue>>();
            foreach (var line in Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var at = line.IndexOf('=', StringComparison.Ordinal);
                if (at < 0)
                {
                    throw new FormatException("no line without '='.");
                }

                entries.Add(new(PythonValue.From(line[..at]), PythonValue.From(double.Parse(line.AsSpan(at + 1), System.Globalization.CultureInfo.InvariantCulture))));
            }

            return PythonValue.Dictionary(entries);
        }
    }

    private sealed record Polar(double Radius, double Angle);

    private sealed record Course(string Name, Polar? End);
}
