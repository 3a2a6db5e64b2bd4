namespace QuickStart.Output;

/// <summary>A fit beside the certified values.</summary>
internal static class FitTable
{
    /// <returns>The fewest digits to which a value agrees.</returns>
    public static int Write(LineFit fit, LineFit certified)
    {
        Console.WriteLine("                                   computed    certified by NIST   digits");
        return new[]
        {
            Row("intercept", fit.Intercept, certified.Intercept),
            Row("slope", fit.Slope, certified.Slope),
            Row("residual deviation", fit.ResidualStandardDeviation, certified.ResidualStandardDeviation),
        }.Min();
    }

    private static int Row(string name, double computed, double certified)
    {
        var digits = AgreeingDigits(computed, certified);
        Console.WriteLine($"  {name,-20}{computed,21:G15}{certified,21:G15}{digits,9}");
        return digits;
    }

    // The logarithm of the relative error, as NIST counts; certified values have 15 digits.
    private static int AgreeingDigits(double computed, double certified)
    {
        var error = Math.Abs(computed - certified) / Math.Abs(certified);
        return error < 5e-15 ? 15 : double.IsNaN(error) ? 0 : (int)Math.Clamp(-Math.Log10(error), 0, 15);
    }
}
