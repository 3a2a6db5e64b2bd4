using System.Text.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>Documents of values that did not arrive as JSON.</summary>
internal static class JsonOfPython
{
    public delegate T ReadJson<T>(ref Utf8JsonReader reader);

    public static T Read<T>(PythonValue value, PythonReading reading, ReadJson<T> read)
    {
        var buffer = new JsonBuffer();
        buffer.Begin(reading.Options);
        try
        {
            PythonJson.Write(buffer, value, reading);
            var reader = new Utf8JsonReader(buffer.Written, new JsonReaderOptions { MaxDepth = JsonBuffer.MaxDepth });
            reader.Read();
            return read(ref reader);
        }
        finally
        {
            buffer.Clear();
        }
    }
}
