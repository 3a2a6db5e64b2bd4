namespace GlobusCompute.Remote.Shared.Types;

/// <summary>numpy's types of elements, and which C# types hold their values.</summary>
internal static class NumPyScalars
{
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["bool"] = "bool_",
        ["half"] = "float16",
        ["single"] = "float32",
        ["double"] = "float64",
        ["floating"] = "float64",
        ["inexact"] = "float64",
        ["number"] = "float64",
        ["clongdouble"] = "clongdouble",
        ["csingle"] = "complex64",
        ["cdouble"] = "complex128",
        ["complexfloating"] = "complex128",
        ["byte"] = "int8",
        ["short"] = "int16",
        ["intc"] = "int32",
        ["intp"] = "int64",
        ["int_"] = "int64",
        ["long"] = "int64",
        ["longlong"] = "int64",
        ["integer"] = "int64",
        ["signedinteger"] = "int64",
        ["ubyte"] = "uint8",
        ["ushort"] = "uint16",
        ["uintc"] = "uint32",
        ["uint"] = "uint64",
        ["uintp"] = "uint64",
        ["ulong"] = "uint64",
        ["ulonglong"] = "uint64",
        ["unsignedinteger"] = "uint64",
    };

    private static readonly Dictionary<string, string> s_types = new(StringComparer.Ordinal)
    {
        ["bool_"] = "bool",
        ["int8"] = "sbyte",
        ["int16"] = "short",
        ["int32"] = "int",
        ["int64"] = "long",
        ["uint8"] = "byte",
        ["uint16"] = "ushort",
        ["uint32"] = "uint",
        ["uint64"] = "ulong",
        ["float16"] = "System.Half",
        ["float32"] = "float",
        ["float64"] = "double",
        ["longdouble"] = "double",
        ["float128"] = "double",
        ["complex64"] = "System.Numerics.Complex",
        ["complex128"] = "System.Numerics.Complex",
        ["clongdouble"] = "System.Numerics.Complex",
        ["complex256"] = "System.Numerics.Complex",
        ["str_"] = "string",
        ["datetime64"] = "System.DateTime",
        ["timedelta64"] = "System.TimeSpan",
    };

    /// <summary>The one name of a type that has several, or null where numpy has no such type.</summary>
    /// <param name="name">Its name without the module, as <c>float32</c> or <c>single</c>.</param>
    public static string? Canonical(string name) => s_names.TryGetValue(name, out var known) ? known : s_types.ContainsKey(name) ? name : null;

    /// <summary>The row of the C# type that holds a type's values, or null.</summary>
    /// <param name="name">The type's canonical name.</param>
    public static TypeRow? Find(string name) => s_types.TryGetValue(name, out var type) ? TypeTable.Find(type) : null;

    /// <summary>Whether an array of the C# type arrives as an array of the numpy type when arrays travel as numpy's.</summary>
    /// <param name="name">The type's canonical name.</param>
    public static bool TravelsAsItself(string name) =>
        name is "bool_" or "int8" or "int16" or "int32" or "int64" or "uint16" or "uint32" or "uint64" or "float16" or "float32" or "float64" or "complex128";
}
