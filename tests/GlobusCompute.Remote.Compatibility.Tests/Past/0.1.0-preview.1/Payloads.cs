using System.Numerics;
using GlobusCompute.Remote.Serialization;

namespace Lab;

/// <summary>Formats that the types of arguments and results ask for.</summary>
public interface IValues
{
    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    ComputeFuture<string> Pickled(byte[] data, decimal exact, (int, string) pair, [PythonKeyword] DateOnly day);

    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    ComputeFuture<string> PickledByKeyword(int plain, [PythonKeyword] HashSet<int> set);

    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    [ComputePayload(Arguments = PayloadFormat.Json)]
    ComputeFuture<string> AsJson(DateOnly day, [PythonKeyword] (int, string) pair);

    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    ComputeFuture<string> Whatever(object? value);

    [ComputeFunction(File = "python/arrays.py", Name = "ramp")]
    ComputeFuture<double[]> Ramp(int count);

    [ComputeFunction(File = "python/arrays.py", Name = "pair")]
    [ComputePayload(Results = ResultPreference.Json)]
    ComputeFuture<PythonValue> PairAsJson(int count);

    [ComputeFunction(File = "python/arrays.py", Name = "pair")]
    [ComputePayload(Results = ResultPreference.PickleThenJson)]
    ComputeFuture<PythonValue> PairAsPickle(int count);

    [ComputeFunction(File = "python/arrays.py", Name = "pair")]
    [ComputePayload(Results = ResultPreference.JsonThenPickle)]
    ComputeFuture<(int, string)> Pair(int count);

    [ComputeFunction(File = "python/lab.py", Name = "give")]
    ComputeFuture<Complex> Give(Complex value);
}

/// <summary>Formats that the interface asks for.</summary>
[ComputePayload(Arguments = PayloadFormat.Pickle, Arrays = ArrayForm.NumPy, Results = ResultPreference.Pickle)]
public interface IArrays
{
    [ComputeFunction(File = "python/arrays.py", Name = "sort_of")]
    ComputeFuture<string> SortOf(float[] vector, [PythonKeyword] double[,] matrix);

    [ComputeFunction(File = "python/arrays.py", Name = "sort_of")]
    [ComputePayload(Arrays = ArrayForm.List)]
    ComputeFuture<string> SortOfList(float[] vector);
}
