namespace Lab;

/// <summary>Written from a Python file but for one method.</summary>
[ComputeModule("python/module.py")]
public partial interface IModule
{
    [ComputeFunction(File = "python/module.py", Name = "measure", Idempotent = true)]
    ComputeFuture<long?> MeasureLeaf(Leaf leaf);
}

/// <summary>Inherits what is written.</summary>
public interface IMoreOfModule : IModule
{
    [ComputeFunction(File = "python/module.py", Name = "measure")]
    ComputeFuture<long?> MeasureBranch(Branch branch);
}

/// <summary>A part of the same file, which shares its types.</summary>
[ComputeModule("python/module.py", Functions = new[] { "measure", "unlock" })]
public partial interface IPartOfModule;
