namespace Lab
{
    /// <summary>Results that may be null, and those that may not.</summary>
    public interface INulls
    {
        [ComputeFunction(File = "python/lab.py", Name = "give")]
        ComputeFuture<string?> Text(string? value);

        [ComputeFunction(File = "python/lab.py", Name = "give")]
        ComputeFuture<int?> Number(int? value);

        [ComputeFunction(File = "python/lab.py", Name = "give")]
        Task<Dictionary<string, string?[]?>?> Deep(Dictionary<string, string?[]?>? value);

        [ComputeFunction(File = "python/lab.py", Name = "give")]
        Task<string> Strict(string? value);

#nullable disable
        [ComputeFunction(File = "python/lab.py", Name = "give")]
        Task<string> Oblivious(string value);
#nullable restore
    }

    /// <summary>Overloads, tuples, generic arguments, dynamic and nested generic types.</summary>
    public interface IShapes
    {
        [ComputeFunction(File = "python/lab.py", Name = "give")]
        ComputeFuture<(int Count, string Name)[]> Give((int Count, string Name)[] value);

        [ComputeFunction(File = "python/lab.py", Name = "give")]
        ComputeFuture<Dictionary<string, List<int[]>>> Give(IReadOnlyDictionary<string, List<int[]>> value);

        [ComputeFunction(File = "python/lab.py", Name = "arrived")]
        ComputeFuture<dynamic> Dynamic(dynamic a, List<dynamic> b);

        [ComputeFunction(File = "python/lab.py", Name = "give")]
        ComputeFuture<double[,]> Give(double[,] value);

        [ComputeFunction(File = "python/lab.py", Name = "arrived")]
        ComputeFuture<string> Constructed(UInt128 size, Outer<int>.Inner<string> inner);
    }

    public static class Outer<T>
    {
        public sealed record Inner<U>(T First, U Second);
    }

    /// <summary>Defaults of every kind.</summary>
    public interface IDefaults
    {
        [ComputeFunction(File = "python/lab.py", Name = "arrived")]
        ComputeFuture<string> Arrived(
            bool a = true,
            sbyte b = -1,
            ulong c = 6UL,
            double d = double.NaN,
            char e = '\'',
            string f = "a\"\n",
            string? g = null,
            DayOfWeek h = DayOfWeek.Friday,
            int? i = 7,
            object? j = null);
    }

    public interface IFirst
    {
        [ComputeFunction(Source = "def one(x):\n    return x + 1\n")]
        Task<int> F(int x);
    }

    public interface ISecond
    {
        [ComputeFunction(Source = "def two(x):\n    return x + 2\n")]
        Task<int> F(int x);
    }

#pragma warning disable GCR002 // It is inherited with its type filled in.
    public interface IGiving<T>
    {
        [ComputeFunction(File = "python/lab.py", Name = "give")]
        Task<T> Get(T value);
    }
#pragma warning restore GCR002

    public interface IBoth : IFirst, ISecond;

    /// <summary>Inherits the same method twice, and hides both.</summary>
    public interface IMore : IBoth, IGiving<string?>, IGiving<int>
    {
        int Ready => 1;

        static int Count => 2;

        [ComputeFunction(Source = "def three(x):\n    return x + 3\n")]
        new Task<int> F(int x);
    }

#pragma warning disable CS0612, CS0618 // Types of an app grow old too.
    [Obsolete("old")]
    public sealed record Old(int Age);

    [Obsolete("old")]
    public interface IOld
    {
        [ComputeFunction(File = "python/lab.py", Name = "give")]
        Task<Old> Give(Old value);

        [Obsolete]
        [ComputeFunction(File = "python/lab.py", Name = "give")]
        Task<int> GiveOn(int value);
    }
#pragma warning restore CS0612, CS0618

    internal interface IWork
    {
        [ComputeFunction(Source = "def outer():\n    return 'outer'\n")]
        Task<string> Run();
    }

    internal static class Outside
    {
        internal interface IWork
        {
            [ComputeFunction(Source = "def nested():\n    return 'nested'\n")]
            Task<string> Run();
        }
    }
}

namespace @class.@event
{
    public interface @interface
    {
        [ComputeFunction(File = "python/lab.py", Name = "arrived")]
        Task<string> @class(int @int, string @string);

        [ComputeFunction(File = "python/lab.py", Name = "arrived")]
        Task<string> Go(int __call, int __context, int __Go, int context, int _);

        [ComputeFunction(Source = "def größe(größe):\n    return größe\n")]
        Task<int> Größe(int größe);
    }
}
