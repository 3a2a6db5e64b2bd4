namespace GlobusCompute.Remote.Tool.Running;

/// <summary>JSON does not fit an annotation. The message names the part and the rule, as a sentence without its end.</summary>
internal sealed class JsonMisfitException(string message) : Exception(message);
