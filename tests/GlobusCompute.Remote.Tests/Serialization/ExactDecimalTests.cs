using System.Globalization;
using GlobusCompute.Remote.Shared.Numbers;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

/// <summary>A decimal is the number of its text, or it is known that it is not.</summary>
public sealed class ExactDecimalTests
{
    [Theory]
    [InlineData("0", true)]
    [InlineData("-0E-100", true)]
    [InlineData("1.10", true)]
    [InlineData("+12e3", true)]
    [InlineData("1.0000000000000000000000000000000000", true)]
    [InlineData("0.0000000000000000000000000001", true)]
    [InlineData("79228162514264337593543950335", true)]
    [InlineData("7922816251426433759354395033.5", true)]
    [InlineData("7922816251426433759354395033.6", false)]
    [InlineData("0.12345678901234567890123456789", false)]
    [InlineData("1E-29", false)]
    [InlineData("0.00000000000000000000000000001", false)]
    [InlineData("10e-30", false)]
    [InlineData("1e-99999999999999999999", false)]
    public void What_the_parser_rounds_is_not_the_same(string text, bool isSame)
    {
        Assert.True(decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value));

        Assert.Equal(isSame, ExactDecimal.IsSame(text, value));
    }
}
