namespace GlobusCompute.Remote.TestFixtures;

/// <summary>No usable Python was found, or a script failed; the message has what Python printed.</summary>
public sealed class PythonException(string message) : Exception(message);
