using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>numpy's arrays, scalars and types; those of numpy 1 and 2 differ in the modules alone.</summary>
internal static class NumpyMakers
{
    public static PythonValue? DataType(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments.Count is not (>= 1 and <= 4) ? null
        : arguments[0] is PythonString code ? PythonDataType.Parse(code.Value)
        : arguments[0] is PythonReference { Module: "numpy" or "numpy.core.records" or "numpy.rec", Name: "record" } ? PythonDataType.Record()
        : null;

    /// <summary>An array without content, which comes as its state. Of subclasses only those that add nothing.</summary>
    public static PythonValue? Array(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments is
            [
                PythonReference
            {
                FullName: "numpy.ndarray" or "numpy.memmap" or "numpy.matrix" or "numpy.matrixlib.defmatrix.matrix" or "numpy.recarray"
                        or "numpy.rec.recarray" or "numpy.core.records.recarray",
            },
                PythonSequence { Kind: PythonKind.Tuple },
                _,
            ]
            ? new PythonArray()
            : null;

    /// <summary>A masked array without content: its state has a mask beside the data.</summary>
    public static PythonValue? Masked(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments is [PythonReference { Name: "MaskedArray" }, PythonReference { FullName: "numpy.ndarray" }, PythonSequence { Kind: PythonKind.Tuple }, _]
            ? new PythonArray { Class = "numpy.ma.MaskedArray" }
            : null;

    /// <summary>The one value that stands for a masked element: null here, as in arrays.</summary>
    public static PythonValue? MaskedConstant(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments.Count == 0 ? PythonConstant.Nothing : null;

    /// <summary>The class itself called with a shape, where content follows as its state.</summary>
    public static PythonValue? Empty(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments is [PythonSequence { Kind: PythonKind.Tuple, Raw: [PythonInteger { IsSmall: true, Small: 0 }] }] ? new PythonArray() : null;

    public static PythonValue? Scalar(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (arguments is not [PythonDataType type, var data])
        {
            return null;
        }

        reader.Charge(type.ItemSize + (type.Fields is { } fields ? 128L * fields.Count : 0));
        return PythonElements.Scalar(type, data);
    }

    /// <summary>Protocol 5: the buffer, its type, shape and order.</summary>
    public static PythonValue? FromBuffer(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (arguments is not [PythonBytes data, PythonDataType type, PythonSequence { Kind: PythonKind.Tuple } shape, ..] || arguments.Count > 5)
        {
            return null;
        }

        var array = new PythonArray();
        reader.Charge(24L * shape.Raw.Count);
        array.Set(shape, type, arguments.Count > 3 && arguments[3] is PythonString { Value: "F" }, data);
        return array;
    }

    /// <summary>dill's way: the function that makes the array, its arguments, the state, and attributes of a subclass.</summary>
    public static PythonValue? DillArray(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (arguments is not [PythonReference function, PythonSequence { Kind: PythonKind.Tuple } parts, var state, _]
            || reader.Call(function, parts.Raw) is not { } made)
        {
            return null;
        }

        reader.Build(made, state);
        return made;
    }
}
