namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Arrays whose indices begin at 0, as those of C# do; others come from Visual Basic and spreadsheets.</summary>
internal static class ZeroBased
{
    /// <summary>The array itself, or a copy whose indices begin at 0.</summary>
    public static T[,] Of<T>(T[,] array)
    {
        if (array.GetLowerBound(0) == 0 && array.GetLowerBound(1) == 0)
        {
            return array;
        }

        var copy = new T[array.GetLength(0), array.GetLength(1)];
        Array.Copy(array, array.GetLowerBound(0), copy, 0, array.Length);
        return copy;
    }
}
