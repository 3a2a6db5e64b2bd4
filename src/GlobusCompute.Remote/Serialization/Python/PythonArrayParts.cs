using System.Collections;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>The elements of an array of one dimension, or the rows or planes of others, made when they are requested.</summary>
internal sealed class PythonArrayParts(PythonArray array) : IReadOnlyList<PythonValue>
{
    public int Count => array.Lengths[0];

    public PythonValue this[int index] => (uint)index < (uint)Count ? array.Part(index) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<PythonValue> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return array.Part(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
