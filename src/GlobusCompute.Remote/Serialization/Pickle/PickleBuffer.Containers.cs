using System.Runtime.CompilerServices;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <content>Tuples, lists, dicts and sets, opened and closed; what of them Python can hash.</content>
internal sealed partial class PickleBuffer
{
    /// <summary>Counts the lists, dicts, sets and numpy arrays written: a value that adds none can be an element of a set, or a key.</summary>
    public int Unhashables { get; private set; }

    /// <summary>Opens a tuple.</summary>
    public void EnterTuple()
    {
        Deeper();
        Raw(PickleOpcode.Mark);
    }

    /// <summary>Opens a list, dict or set.</summary>
    /// <param name="empty">The opcode that pushes an empty one.</param>
    public void Enter(byte empty)
    {
        Deeper();
        Unhashables++;
        Raw([empty, PickleOpcode.Mark]);
    }

    /// <summary>Closes what was opened.</summary>
    /// <param name="opcode">The opcode that takes the items since the mark.</param>
    public void Leave(byte opcode)
    {
        _depth--;
        Raw(opcode);
    }

    /// <summary>Refuses an element or key that Python cannot hash.</summary>
    /// <param name="before"><see cref="Unhashables"/> before it was written.</param>
    /// <param name="what">What it is, for the message.</param>
    public void ExpectHashable(int before, string what)
    {
        if (Unhashables != before)
        {
            throw new ShapeException($"{what} is or holds a list, dict, set or array, which Python cannot hash. Use tuples, text or numbers there.");
        }
    }

    /// <summary>Counts a container whose opcodes were written elsewhere.</summary>
    public void CountUnhashable() => Unhashables++;

    private void Deeper()
    {
        if (++_depth > JsonBuffer.MaxDepth || (_depth > CheckedDepth && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            throw JsonBuffer.TooDeep();
        }
    }
}
