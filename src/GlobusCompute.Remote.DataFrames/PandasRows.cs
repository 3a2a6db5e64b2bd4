using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using GlobusCompute.Remote.DataFrames.Columns;
using GlobusCompute.Remote.DataFrames.Rows;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.DataFrames;

/// <summary>
/// Registers a type of rows for <see cref="PandasFormat.Rows"/>, which keeps its members where an app is trimmed or compiled ahead of time. Other apps need not
/// register types.
/// </summary>
public abstract class PandasRows
{
    internal const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicFields;

    private protected PandasRows()
    {
    }

    internal abstract Type RowType { get; }

    /// <summary>Registers a type of rows.</summary>
    /// <typeparam name="TRow">A class, record or structure whose members stand for the columns of a data frame.</typeparam>
    public static PandasRows Of<[DynamicallyAccessedMembers(Members)] TRow>() => new Registered<TRow>();

    internal abstract object Read(Frame frame, PandasIndex index, ComputeNaming naming, Action<long> charge);

    internal abstract object ToList(object rows, Action<long> charge);

    internal abstract Frame Write(object rows, ComputeNaming naming, IReadOnlyList<string> index);

    internal sealed class Registered<[DynamicallyAccessedMembers(Members)] TRow> : PandasRows
    {
        private RowCodec<TRow>? _codec;

        internal override Type RowType => typeof(TRow);

        internal override object Read(Frame frame, PandasIndex index, ComputeNaming naming, Action<long> charge) =>
            Codec(naming).Read(frame, index, charge);

        internal override object ToList(object rows, Action<long> charge)
        {
            var array = (TRow[])rows;
            charge((long)Unsafe.SizeOf<TRow>() * array.Length);
            return array.ToList();
        }

        internal override Frame Write(object rows, ComputeNaming naming, IReadOnlyList<string> index) =>
            Codec(naming).Write(rows as IReadOnlyList<TRow> ?? [.. (IEnumerable<TRow>)rows], index);

        private RowCodec<TRow> Codec(ComputeNaming naming) => _codec is { } known && known.Naming == naming ? known : _codec = new RowCodec<TRow>(naming);
    }
}
