namespace Surface;

/// <summary>Measures a temperature.</summary>
public static class Thermometer
{
#if !(GONE && NET10_0_OR_GREATER)
    /// <summary>The temperature in kelvin.</summary>
    public static double Read() => 293.15;
#endif

#if ADDED && NET10_0_OR_GREATER
    /// <summary>The temperature in degrees Celsius.</summary>
    public static double ReadCelsius() => 20.0;
#endif

#if RENAMED && NET10_0_OR_GREATER
    /// <summary>Sets the scale to zero.</summary>
    /// <param name="zero">The temperature in kelvin.</param>
    public static void Calibrate(double zero) => ArgumentOutOfRangeException.ThrowIfNegative(zero);
#else
    /// <summary>Sets the scale to zero.</summary>
    /// <param name="kelvin">The temperature in kelvin.</param>
    public static void Calibrate(double kelvin) => ArgumentOutOfRangeException.ThrowIfNegative(kelvin);
#endif
}
