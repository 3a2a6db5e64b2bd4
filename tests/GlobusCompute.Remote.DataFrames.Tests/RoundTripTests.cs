using Apache.Arrow;
using Microsoft.Data.Analysis;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>Frames that real pandas makes, read here, written again, and compared by pandas with what docs/dataframes.md says.</summary>
public sealed class RoundTripTests(PandasProcess pandas) : IClassFixture<PandasProcess>
{
    [Fact]
    public void Frames_come_back_from_a_DataFrame_as_the_table_says() => Check<DataFrame>("frame", 1700);

    [Fact]
    public void Frames_come_back_from_rows_as_the_table_says() => Check<IReadOnlyList<AnyRow>>("rows", 1700);

    [Fact]
    public void Frames_come_back_from_a_RecordBatch_with_their_dtypes_and_index() => Check<RecordBatch>("arrow", 1700);

    private void Check<T>(string target, int count)
        where T : class
    {
        var failures = new List<string>();
        var refused = 0;
        for (var seed = 0; seed < count && failures.Count < 3; seed++)
        {
            var (refusal, data) = pandas.Make(target, seed);
            string outcome;
            try
            {
                outcome = pandas.Text("compare", Wire.Write(Wire.Read<T>(data)));
                outcome = refusal.Length == 0 ? outcome : $"It should have been refused: {refusal}. {outcome}";
            }
            catch (FormatException e)
            {
                outcome = refusal.Length > 0 && e.Message.Contains(refusal, StringComparison.Ordinal) ? "" : $"{refusal}: {e.Message}";
                refused++;
            }

            if (outcome.Length > 0)
            {
                failures.Add($"{target} {seed}: {outcome}");
            }
        }

        if (failures.Count > 0)
        {
            Assert.Fail(string.Join("\n", failures));
        }

        Assert.True(refused * 5 < count, $"{refused} of {count} frames were refused.");
    }
}
