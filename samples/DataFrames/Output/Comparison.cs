namespace DataFrames.Output;

/// <summary>Estimates beside the certified values.</summary>
internal static class Comparison
{
    /// <returns>The fewest digits to which a value or a standard error agrees.</returns>
    public static int Write(IReadOnlyList<Estimate> estimates, IReadOnlyList<(Estimate Estimate, int Digits)> certified)
    {
        Console.WriteLine("  dataset  parameter                 value     certified by NIST  digits        standard error     certified by NIST  digits");
        var byName = estimates.ToDictionary(estimate => (estimate.Dataset, estimate.Parameter));
        return certified.Min(row => Write(byName[(row.Estimate.Dataset, row.Estimate.Parameter)], row.Estimate, row.Digits));
    }

    private static int Write(Estimate estimate, Estimate certified, int digits)
    {
        var (value, error) = (AgreeingDigits(estimate.Value, certified.Value, digits), digits);
        var line = $"  {estimate.Dataset,-8} {estimate.Parameter,-12}{Text(estimate.Value, digits)}{Text(certified.Value, digits)}{value,8}";
        if (certified.StandardError is { } certifiedError)
        {
            var estimatedError = estimate.StandardError ?? double.NaN;
            error = AgreeingDigits(estimatedError, certifiedError, digits);
            line += $"{Text(estimatedError, digits)}{Text(certifiedError, digits)}{error,8}";
        }

        Console.WriteLine(line);
        return Math.Min(value, error);
    }

    private static string Text(double value, int digits) => value.ToString($"G{digits}").PadLeft(22);

    // The logarithm of the relative error, as NIST counts; all digits if the value rounds to the certified one.
    private static int AgreeingDigits(double value, double certified, int digits)
    {
        var error = Math.Abs(value - certified);
        var lastDigit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(certified))) + 1 - digits);
        return double.IsNaN(error) ? 0
            : error <= 0.5 * lastDigit ? digits
            : (int)Math.Clamp(-Math.Log10(error / Math.Abs(certified)), 0, digits);
    }
}
