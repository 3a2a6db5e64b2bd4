using System.Globalization;

namespace GlobusCompute.Remote.Serialization.Python;

internal sealed class PythonFloat(double value, string typeName = "float") : PythonValue
{
    public override PythonKind Kind => PythonKind.Float;

    public override string TypeName => typeName;

    public double Value => value;

    public static string Text(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        // The digits of Python, the exponent where Python has it.
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
        {
            return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
        }

        var power = int.Parse(text.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (power is 15)
        {
            return value.ToString("F1", CultureInfo.InvariantCulture);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{text[..exponent]}e{(power < 0 ? '-' : '+')}{Math.Abs(power):00}");
    }

    internal override void WriteRepr(PythonRepr repr) => repr.Add(Text(value));
}
