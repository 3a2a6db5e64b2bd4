using System.Globalization;
using System.Net;
using System.Text;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Shared.Text;
using Xunit;

namespace GlobusCompute.Remote.Tests.Exceptions;

/// <summary>Messages that a terminal neither obeys nor hides.</summary>
public sealed class PrintableTextTests
{
    private static readonly ComputeTaskHandle s_handle = new(Guid.NewGuid(), null, Guid.NewGuid(), null, "IWork.F", null);

    [Theory]
    [InlineData("\u001b[31mred", @"\x1b[31mred")]
    [InlineData("\u001b]0;title\u0007", @"\x1b]0;title\x07")]
    [InlineData("a\0b", @"a\x00b")]
    [InlineData("over\bwritten\rline", @"over\x08written\x0dline")]
    [InlineData("\u009b31m", @"\x9b31m")]
    [InlineData("\u007f", @"\x7f")]
    [InlineData("\u202egnp.exe", @"\u202egnp.exe")]
    [InlineData("\u2066a\u2069", @"\u2066a\u2069")]
    [InlineData("a\u200bb\u200dc\ufeff", @"a\u200bb\u200dc\ufeff")]
    [InlineData("\u3164\u061c\u180e\u2060", @"\u3164\u061c\u180e\u2060")]
    [InlineData("a\u2028b\u2029", @"a\u2028b\u2029")]
    [InlineData("\U000e0041", @"\U000e0041")]
    [InlineData("é😀 ⚠️ 漢字 \t two\nlines\r\nfour", "é😀 ⚠️ 漢字 \t two\nlines\r\nfour")]
    [InlineData("", "")]
    [InlineData(@"a\x1b", @"a\x1b")]
    public void What_cannot_be_seen_is_an_escape(string text, string shown) => Assert.Equal(shown, PrintableText.Of(text));

    [Fact]
    public void Half_a_surrogate_pair_is_an_escape_too() => Assert.Equal(@"half \ud800 and \udc00😀", PrintableText.Of("half \ud800 and \udc00😀"));

    [Fact]
    public void No_exception_has_a_control_character_in_what_is_printed_of_it()
    {
        var random = new Random(14);
        for (var i = 0; i < 500; i++)
        {
            var text = RandomText(random);
            var inner = new InvalidOperationException(text);
            var handle = s_handle with { FunctionName = text };
            Exception[] errors =
            [
                new TaskExecutionFailedException(s_handle, text, null, null),
                new TaskExecutionFailedException(handle, $"Traceback (most recent call last):\n  File \"{text}\", line 1, in {text}\n{text}: {text}\n", text, text),
                new TaskExecutionFailedException(s_handle, $"ModuleNotFoundError: No module named '{text}'", null, null, new WorkerEnvironment(text, null, null, null)),
                new ComputeServiceException("POST /x", HttpStatusCode.BadRequest, text, text, inner),
                new ServiceUnreachableException("POST /x", 2, text, inner),
                new CallRefusedException(handle, text, inner),
                new CallOutcomeUnknownException(handle, text, inner),
                new FunctionRegistrationException(text, inner),
                new ComputeJournalException(text, text, inner),
                new ComputeLockFileException(text, 1, text, inner),
                new CallNotSentException(text, text),
                new ComputeDetachedException(handle),
                ResultDeserializationException.Create(handle, typeof(int), Encoding.UTF8.GetBytes("11\n" + text), inner),
                new ShellCommandFailedException(new ShellResult(text, "", text, 1)),
            ];
            Assert.All(errors, static error =>
            {
                AssertPrintable(error.Message);
                AssertPrintable(error.ToString());
                Assert.Empty(error.Data);
                AssertPrintable((error as TaskExecutionFailedException)?.Traceback ?? "");
                AssertPrintable((error as TaskExecutionFailedException)?.Hint ?? "");
            });
            Assert.Equal(text, ((TaskExecutionFailedException)errors[0]).RemoteTraceback);
        }
    }

    private static void AssertPrintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isLineEnd = text[i] is '\n' or '\t' || (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n');
            var category = CharUnicodeInfo.GetUnicodeCategory(text, i);
            Assert.False(
                !isLineEnd && category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
                $"U+{(int)text[i]:X4} in {text}");
            i += char.IsSurrogatePair(text, i) ? 1 : 0;
        }
    }

    private static string RandomText(Random random)
    {
        const string Odd = "\0\a\b\v\f\r\n\t\u001b\u007f\u0085\u009b\u200b\u200d\u200e\u202e\u2066\u2028\ufeff\u061c\ud800\udc00é\u001b[2J";
        return string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(3) == 0 ? (char)random.Next(' ', '~') : Odd[random.Next(Odd.Length)]));
    }
}
