using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization;

/// <summary>Makes a value of the app from an object of a Python class, wherever a result has one: alone, in lists, in members of the app's types.</summary>
public abstract class PythonClassConverter
{
    private protected PythonClassConverter(string className, Type targetType)
    {
        ClassName = className;
        TargetType = targetType;
    }

    /// <summary>Gets the class with its module, as <see cref="PythonObject.TypeName"/> gives it.</summary>
    public string ClassName { get; }

    /// <summary>Gets the type that is made.</summary>
    public Type TargetType { get; }

    /// <summary>Creates a converter.</summary>
    /// <param name="className">
    /// The Python class with its module: <c>my_module.Point</c>; in a function given as source, <c>builtins.Point</c> is <c>Point</c>.
    /// </param>
    /// <param name="read">
    /// Makes the value. It gets what the pickle holds, which may come from anybody; its exceptions fault the future with
    /// <see cref="ResultDeserializationException"/>. It is called on delivery's threads, by many at a time.
    /// </param>
    /// <typeparam name="T">A type of the app. Types that the library knows by itself keep their own rules.</typeparam>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The class name is empty, or the type is one of the library's own.</exception>
    public static PythonClassConverter Create<T>(string className, Func<PythonObject, T> read)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(className);
        ArgumentNullException.ThrowIfNull(read);
        return BuiltIn<T>.Shape is null
            ? new Typed<T>(className, read)
            : throw new ArgumentException($"{TypeNames.Of(typeof(T))} is read by the library's own rules. "
                + $"Convert the class {className} to a type of the app.", nameof(read));
    }

    internal abstract IShape CreateShape(IReadOnlyList<PythonClassConverter> ofSameType, PayloadRules plain);

    private sealed class Typed<T>(string className, Func<PythonObject, T> read) : PythonClassConverter(className, typeof(T))
    {
        private readonly Func<PythonObject, T> _read = read;

        internal override IShape CreateShape(IReadOnlyList<PythonClassConverter> ofSameType, PayloadRules plain) =>
            new ClassShape<T>(ofSameType.Cast<Typed<T>>().ToDictionary(c => c.ClassName, c => c._read), plain);
    }
}
