using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using GlobusCompute.Remote.DataFrames.Arrow;
using GlobusCompute.Remote.DataFrames.Columns;
using GlobusCompute.Remote.DataFrames.Frames;
using GlobusCompute.Remote.DataFrames.Rows;
using GlobusCompute.Remote.DataFrames.Wire;
using GlobusCompute.Remote.Serialization;
using Microsoft.Data.Analysis;

namespace GlobusCompute.Remote.DataFrames;

/// <summary>
/// The format of pandas data frames and series. A data frame is a <see cref="DataFrame"/>, a <see cref="RecordBatch"/>, or a list of rows
/// (<c>IReadOnlyList&lt;TRow&gt;</c>) of a type whose members have the columns' names; a series is a <see cref="DataFrameColumn"/> or a list of values.
/// </summary>
/// <remarks>
/// <code>
/// public interface ILab
/// {
///     [ComputeFunction(File = "lab.py"), ComputePayload(Format = typeof(PandasFormat))]
///     ComputeFuture&lt;DataFrame&gt; Summarize(DataFrame measurements);
/// }
/// </code>
/// Columns travel as numpy buffers with their dtypes; no pickle of a data frame is read. docs/dataframes.md has a table of types and dtypes.
/// </remarks>
[PythonAdapter(
    "DataFrames",
    PandasAdapter.Source,
    Annotations = ["pd.DataFrame", "pd.Series", "pandas.DataFrame", "pandas.Series"],
    Types = [typeof(DataFrame), typeof(DataFrameColumn), typeof(RecordBatch)])]
public sealed class PandasFormat : ComputeFormat
{
    private readonly ConcurrentDictionary<Type, PandasRows> _rows = new();

    /// <summary>Gets or sets what happens to the index of a result. Default <see cref="PandasIndex.Auto"/>.</summary>
    public PandasIndex Index { get; set; }

    /// <summary>
    /// Gets or sets the columns of arguments that become the index, as <c>set_index</c> does it; each argument must have all of them. Default none: the
    /// index is the number of the row. Not null.
    /// </summary>
    public IReadOnlyList<string> IndexColumns { get; set; } = [];

    /// <summary>
    /// Gets or sets how members of rows are named as columns, where no <see cref="PythonNameAttribute"/> names them. A column with the member's own name is
    /// found in any case. Default <see cref="ComputeNaming.SnakeCase"/>.
    /// </summary>
    public ComputeNaming Naming { get; set; }

    /// <summary>Gets or sets types of rows whose members an app needs that is trimmed or compiled ahead of time. Default none; not null.</summary>
    public IReadOnlyList<PandasRows> Rows { get; set; } = [];

    /// <inheritdoc/>
    public override void Write<T>(IBufferWriter<byte> output, T value)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (value is null)
        {
            throw new ArgumentNullException(nameof(value));
        }

        if (!FrameCollections.TryWrite(output, value, WriteOne))
        {
            WriteOne(output, value);
        }
    }

    private void WriteOne<T>(IBufferWriter<byte> output, T value) =>
        FrameWriter.Write(output, value switch
        {
            DataFrame frame => AnalysisWriter.Write(frame, IndexColumns),
            DataFrameColumn column => new Frame(checked((int)column.Length), [AnalysisWriter.Write(column)], FrameIndex.Default, IsSeries: true),
            RecordBatch batch => ArrowWriter.Write(batch, IndexColumns),
            _ => RowsOf(typeof(T)).Write(value!, Naming, IndexColumns),
        });

    /// <inheritdoc/>
    public override T Read<T>(ReadOnlyMemory<byte> data, ComputeFormatBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return Read<T>(data, budget.Charge);
    }

    internal T Read<T>(ReadOnlyMemory<byte> data, Action<long> charge) =>
        FrameCollections.Read(typeof(T), data, new Reader(this, charge), charge) is T many ? many : ReadOne<T>(data, charge);

    private T ReadOne<T>(ReadOnlyMemory<byte> data, Action<long> charge)
    {
        var frame = FrameReader.Read(data);
        var isColumn = typeof(DataFrameColumn).IsAssignableFrom(typeof(T));
        if (isColumn || typeof(T) == typeof(DataFrame) || typeof(T) == typeof(RecordBatch))
        {
            charge(FrameCost.Of(frame, Index));
        }

        object value =
            typeof(T) == typeof(DataFrame) ? AnalysisReader.Read(frame, Index)
            : typeof(T) == typeof(RecordBatch) ? ArrowReader.Read(frame, Index)
            : isColumn ? AnalysisReader.Read(FrameLayout.Series(frame, Index, typeof(T).Name))
            : ReadRows(frame, typeof(T), charge);
        return value is T typed
            ? typed
            : throw new FormatException(
                $"the dtype of the series becomes a {value.GetType().Name}, and {typeof(T).Name} is declared. Declare DataFrameColumn.");
    }

    private sealed class Reader(PandasFormat format, Action<long> charge) : IFrameReader
    {
        public T Read<T>(ReadOnlyMemory<byte> data) => format.ReadOne<T>(data, charge);
    }

    private object ReadRows(Frame frame, Type type, Action<long> charge)
    {
        var codec = RowsOf(type);
        var rows = codec.Read(frame, Index, Naming, charge);
        return type.IsInstanceOfType(rows) ? rows : codec.ToList(rows, charge);
    }

    private PandasRows RowsOf(Type type)
    {
        var row = RowTypes.Of(type);
        foreach (var registered in Rows)
        {
            if (registered.RowType == row)
            {
                return registered;
            }
        }

        return _rows.GetOrAdd(row, static row => Find(row));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2055:MakeGenericType", Justification = "Trimmed apps register their types of rows, as documented.")]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Trimmed apps register their types of rows, as documented.")]
    [UnconditionalSuppressMessage("Trimming", "IL2071", Justification = "Trimmed apps register their types of rows, as documented.")]
    [UnconditionalSuppressMessage("AOT", "IL3050:RequiresDynamicCode", Justification = "Not reached where code cannot be made at run time.")]
    private static PandasRows Find(Type row) => RuntimeFeature.IsDynamicCodeSupported
        ? (PandasRows)Activator.CreateInstance(typeof(PandasRows.Registered<>).MakeGenericType(row))!
        : throw new NotSupportedException($"{row.Name} is not registered, which apps that are compiled ahead of time do: "
            + $"new {nameof(PandasFormat)} {{ {nameof(Rows)} = [{nameof(PandasRows)}.Of<{row.Name}>()] }} in ComputePayloadOptions.Formats.");
}
