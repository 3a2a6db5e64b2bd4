namespace GlobusCompute.Remote.Shared.Types;

/// <summary>What else a type of the table may be part of.</summary>
[Flags]
internal enum TypeUses
{
    None = 0,

    /// <summary>A value type, whose nullable form is in the table with it.</summary>
    Value = 1,

    /// <summary>The element of sequences and the value of dictionaries.</summary>
    Element = 2,

    /// <summary>So is its nullable form.</summary>
    NullableElement = 4,

    /// <summary>The cell of tables: jagged and rectangular arrays, and columns by name.</summary>
    Cell = 8,

    /// <summary>What numpy has arrays of: the element of memory and tensors.</summary>
    Number = 16,

    /// <summary>The type that stands for its Python type where code is written from Python.</summary>
    Preferred = 32,

    /// <summary>What can be a word of a command.</summary>
    Word = 64,
}
