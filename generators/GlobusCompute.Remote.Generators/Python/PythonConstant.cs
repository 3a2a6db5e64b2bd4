namespace GlobusCompute.Remote.Generators.Python;

/// <summary>The value that an expression certainly has, wherever it is evaluated.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The characters of a string; the digits of a float, without its sign, in a form that C# has too; empty for others.</param>
/// <param name="Integer">The value of an integer; 1 for True.</param>
/// <param name="Real">The value of a float.</param>
internal sealed record PythonConstant(PythonConstantKind Kind, string Text = "", decimal Integer = 0, double Real = 0)
{
    public static PythonConstant None { get; } = new(PythonConstantKind.None);

    public static PythonConstant True { get; } = new(PythonConstantKind.Bool, Integer: 1);

    public static PythonConstant False { get; } = new(PythonConstantKind.Bool);

    /// <summary>The value of an expression as it is written, or null where it is not certain.</summary>
    public static PythonConstant? Read(string? expression) => expression is null ? null : PythonConstantReader.Read(PythonStatement.Parse(expression, out _));

    /// <summary>The number with the other sign, or null where it is not a number.</summary>
    public PythonConstant? Negated() => Kind switch
    {
        PythonConstantKind.Integer => this with { Integer = 0 - Integer },
        PythonConstantKind.Float => this with { Real = -Real },
        _ => null,
    };
}

/// <summary>Kinds of constants.</summary>
internal enum PythonConstantKind
{
    None,
    Bool,

    /// <summary>An integer of up to 28 decimal digits.</summary>
    Integer,

    /// <summary>A finite float.</summary>
    Float,

    String,
}
