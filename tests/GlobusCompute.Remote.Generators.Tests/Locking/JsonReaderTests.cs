extern alias generator;

using System.Text;
using System.Text.Json;
using generator::GlobusCompute.Remote.Shared.Locking.Json;

namespace GlobusCompute.Remote.Generators.Tests.Locking;

public sealed class JsonReaderTests
{
    public static TheoryData<string> Texts =>
    [
        "{}", "[]", "\"\"", "0", "-0", "1.5e+3", "10E-2", "true", "false", "null", " [ 1 , 2 ] \r\n\t", "{\"a\":{\"b\":[null]}}", "{\"a\":1,\"a\":2}",
        "\"\\u00e4\\uD83D\\uDE00\\/\\b\\f\\n\\r\\t\\\"\\\\\"", "\"\\uD83D\"", "\"ä😀\u007f\u2028\"",
        "", " ", "{", "}", "[", "]", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "{,}", "{\"a\" 1}", "{1:1}", "nul", "nulll", "True", "tru e",
        "01", "1.", ".5", "+1", "-", "- 1", "1e", "1e+", "0x1", "1_0", "NaN", "Infinity", "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"a\nb\"", "\"a\tb\"", "\"a\0b\"", "\0",
        "[1]x", "[1] [2]", "// c\n1", "/* c */ 1", "1 // c", "\uFEFF1", "\u00A01", "{\"a\":1}}", "\"a\" \"b\"", "[\"a\":1]",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void It_takes_what_System_Text_Json_takes(string text) => AssertSame(text);

    [Theory]
    [InlineData(JsonReader.MaxDepth)]
    [InlineData(JsonReader.MaxDepth + 1)]
    [InlineData(100_000)]
    public void It_goes_as_deep_as_System_Text_Json(int depth)
    {
        AssertSame(new string('[', depth) + new string(']', depth));
        AssertSame(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void It_agrees_on_random_texts_and_ends_on_all(int seed)
    {
        var random = new Random(seed);
        var isValid = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var text = RandomJson.Write(random);
            isValid += AssertSame(text) ? 1 : 0;
            AssertSame(RandomJson.Damage(text, random));
        }

        Assert.Equal(10_000, isValid);
    }

    [Theory]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2\n}", 13, "',' or '}' is expected, and '\"' is there")]
    [InlineData("[1, 2", 5, "',' or ']' is expected, and the end of the file is there")]
    [InlineData("[\u00A0]", 1, "a value is expected, and U+00A0 is there")]
    [InlineData("{b: 1}", 1, "a property's name in double quotes is expected, and 'b' is there")]
    [InlineData("{\"a\" 1}", 5, "':' is expected, and '1' is there")]
    [InlineData("1 2", 2, "the end of the file is expected, and '2' is there")]
    [InlineData("[-]", 2, "a digit is expected, and ']' is there")]
    [InlineData("[\"a\n\"]", 3, "a string is not closed on its line")]
    [InlineData("[\"a\u0001\"]", 3, "a string has a control character")]
    [InlineData("\"abc", 4, "the file ends within a string")]
    [InlineData("\"a\\q\"", 2, "a backslash precedes a character that it cannot escape")]
    [InlineData("\"a\\u12\"", 2, "'\\u' is not followed by four hexadecimal digits")]
    public void It_says_what_is_wrong_and_where(string text, int position, string message)
    {
        var error = Assert.Throws<JsonSyntaxException>(() => JsonReader.Read(text));
        Assert.Equal((position, message), (error.Position, error.Message));
    }

    [Fact]
    public void Values_know_where_they_stand()
    {
        const string Text = " {\"key\": [ \"a\\n\", -1.5, true ]} ";
        var root = JsonReader.Read(Text);
        Assert.Equal(Text.Trim(), Text.Substring(root.Span.Start, root.Span.Length));
        var property = Assert.Single(root.Properties);
        Assert.Equal("\"key\"", Text.Substring(property.Span.Start, property.Span.Length));
        Assert.Equal(["\"a\\n\"", "-1.5", "true"], property.Value.Items.Select(item => Text.Substring(item.Span.Start, item.Span.Length)));
    }

    /// <summary>Reads a text with both readers, and gives whether it is JSON.</summary>
    private static bool AssertSame(string text)
    {
        JsonElement? expected = null;
        try
        {
            using var document = JsonDocument.Parse(text);
            expected = document.RootElement.Clone();
        }
        catch (JsonException)
        {
        }

        JsonValue? actual = null;
        try
        {
            actual = JsonReader.Read(text);
        }
        catch (JsonSyntaxException e)
        {
            Assert.InRange(e.Position, 0, text.Length);
        }

        Assert.True(expected.HasValue == actual is not null, $"System.Text.Json {(expected.HasValue ? "takes" : "refuses")} this: {Shown(text)}");
        if (expected is { } value)
        {
            AssertSame(value, actual!);
        }

        return actual is not null;
    }

    private static void AssertSame(JsonElement expected, JsonValue actual)
    {
        Assert.Equal(expected.ValueKind.ToString(), actual.Kind.ToString());
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                var properties = expected.EnumerateObject().ToArray();
                Assert.Equal(properties.Length, actual.Properties.Count);
                Assert.All(properties.Zip(actual.Properties), pair =>
                {
                    AssertSame(() => pair.First.Name, pair.Second.Name);
                    AssertSame(pair.First.Value, pair.Second.Value);
                });
                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.Items.Count);
                Assert.All(expected.EnumerateArray().Zip(actual.Items), pair => AssertSame(pair.First, pair.Second));
                break;
            case JsonValueKind.Number:
                Assert.Equal(expected.GetRawText(), actual.Text);
                break;
            case JsonValueKind.String:
                AssertSame(expected.GetString, actual.Text);
                break;
        }
    }

    private static void AssertSame(Func<string?> expected, string actual)
    {
        // System.Text.Json takes an unpaired surrogate for JSON, and then does not hand it out.
        if (Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(actual)) == actual)
        {
            Assert.Equal(expected(), actual);
        }
        else
        {
            Assert.Throws<InvalidOperationException>(expected);
        }
    }

    private static string Shown(string text) => string.Concat(text.Take(200).Select(c => c is >= ' ' and < '\x7f' ? c.ToString() : $"\\u{(int)c:X4}"));
}
