namespace GlobusCompute.Remote.Serialization;

/// <summary>Specifies the form of arrays of numbers in Python: <c>T[]</c>, <c>T[,]</c> and those of more dimensions.</summary>
public enum ArrayForm
{
    /// <summary>Lists, as functions of plain Python take them; a worker needs no numpy. The default.</summary>
    List,

    /// <summary>
    /// <c>numpy.ndarray</c>, copied as the numbers lie in memory. The worker needs numpy, 1 or 2. A jagged array is a list of them; <c>byte[]</c> is
    /// <c>bytes</c> in every form.
    /// </summary>
    NumPy,
}
