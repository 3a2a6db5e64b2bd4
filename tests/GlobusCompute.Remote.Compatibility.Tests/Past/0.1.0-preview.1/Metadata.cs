using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization;

namespace Lab;

public sealed record Sample(string SampleName, int[] Counts);

[JsonSerializable(typeof(Sample))]
public sealed partial class LabJson : JsonSerializerContext;

/// <summary>JSON metadata from a context.</summary>
[ComputeJson(typeof(LabJson))]
public interface IByContext
{
    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    ComputeFuture<string> Arrived(Sample sample);

    [ComputeFunction(File = "python/lab.py", Name = "give")]
    ComputeFuture<Sample> Give(Sample sample);
}

/// <summary>JSON metadata from a context, under names of its own.</summary>
[ComputeJson(typeof(LabJson), Naming = ComputeNaming.AsDeclared)]
public interface IByContextAndNaming
{
    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    ComputeFuture<string> Arrived(Sample sample);
}

/// <summary>JSON metadata by reflection, which types of the app need without a context.</summary>
public interface IByReflection
{
    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    ComputeFuture<string> Arrived(Sample sample);
}

/// <summary>JSON metadata by reflection, under names of its own.</summary>
[ComputeJson(Naming = ComputeNaming.CamelCase)]
public interface IByReflectionAndNaming
{
    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    ComputeFuture<string> Arrived(Sample sample);
}

/// <summary>A naming, and nothing in it that has names.</summary>
[ComputeJson(Naming = ComputeNaming.AsDeclared)]
public interface IByNaming
{
    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    ComputeFuture<string> Arrived(int[] counts);
}
