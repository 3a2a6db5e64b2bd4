using System.Reflection;
using GlobusCompute.Remote.DataFrames.Columns;

namespace GlobusCompute.Remote.DataFrames.Values;

/// <summary>A .NET type whose values a column can hold.</summary>
internal interface IElement
{
    /// <summary>The .NET type.</summary>
    Type Type { get; }

    /// <summary>The type of arrays of it.</summary>
    Type ArrayType { get; }

    /// <summary>The bytes of a value in an array or an object; of text, those of the reference.</summary>
    int Size { get; }

    /// <summary>The bytes for each row that reading a column takes.</summary>
    int SizeToRead { get; }

    /// <summary>Reads a column into an array of the type.</summary>
    /// <exception cref="FormatException">A value does not fit. The message names column and row.</exception>
    Array ReadArray(Column column);

    /// <summary>Creates a column of what a member of some items holds.</summary>
    /// <param name="label">The column's name.</param>
    /// <param name="items">The items.</param>
    /// <param name="getter">What <see cref="CreateGetter"/> has created.</param>
    /// <exception cref="FormatException">A value has no form in pandas. The message names column and row.</exception>
    Column WriteFrom<TItem>(string? label, IReadOnlyList<TItem> items, object getter);

    /// <summary>Creates a column of values of the type.</summary>
    /// <param name="label">The column's name.</param>
    /// <param name="values">A list of values of the type.</param>
    /// <exception cref="FormatException">A value has no form in pandas. The message names column and row.</exception>
    Column WriteList(string? label, object values);

    /// <summary>Creates what gets a member's value without boxing it.</summary>
    object CreateGetter<TItem>(MemberInfo member);
}
