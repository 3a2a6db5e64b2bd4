using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote;

/// <summary>Base of the failures that the library reports beyond bad arguments; only <see cref="ComputeTimeoutException"/> has a base of .NET's own.</summary>
/// <remarks>
/// <see cref="Exception.Message"/> and <see cref="ToString"/> are safe to print: what a terminal would obey or hide, in texts of Python code and of the
/// service, is shown as an escape such as <c>\x1b</c> or <c>\u202e</c>. Properties hold the texts as they came.
/// </remarks>
public abstract class ComputeException : Exception, IComputeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause, or null.</param>
    protected ComputeException(string message, Exception? innerException = null)
        : base(PrintableText.Of(message), innerException)
    {
    }

    /// <inheritdoc/>
    public virtual bool IsTransient => false;

    /// <summary>Gets the message, the exceptions within and the stack, safe to print.</summary>
    public override string ToString() => PrintableText.Of(base.ToString());
}
