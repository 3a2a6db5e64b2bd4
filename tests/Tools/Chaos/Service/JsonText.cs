using System.Text.Encodings.Web;
using System.Text.Json;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>Strings as JSON, with what is not ASCII in it as it is: writers differ in that.</summary>
internal static class JsonText
{
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, Encoder)}\"";
}
