using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.IntegrationTests.Modules;

/// <summary>Values of every annotation.</summary>
[ComputeModule("Modules/values.py")]
public partial interface IValues;

/// <summary>Classes of every kind.</summary>
[ComputeModule("Modules/classes.py")]
public partial interface IClasses;

/// <summary>Parameters of every kind.</summary>
[ComputeModule("Modules/parameters.py")]
[SuppressMessage("Naming", "CA1716", Justification = "These names are what is tested.")]
public partial interface IParameters;

/// <summary>Annotations that name one of several types.</summary>
[ComputeModule("Modules/exact.py")]
public partial interface IExact;

/// <summary>Containers, aliases and names that generated code uses itself.</summary>
[ComputeModule("Modules/kinds.py")]
[SuppressMessage("Naming", "CA1716", Justification = "These names are what is tested.")]
[SuppressMessage("Naming", "CA1720", Justification = "These names are what is tested.")]
public partial interface IKinds;
